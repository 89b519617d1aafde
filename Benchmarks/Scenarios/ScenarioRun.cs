namespace Webhooks.Benchmarks.Scenarios;

/// <summary>What the command line said, and what every scenario needs besides its rig.</summary>
internal sealed record ScenarioRun
{
    public required TimeProvider Clock { get; init; }

    /// <summary>Tells the person at the terminal what is going on.</summary>
    public required Action<string> Say { get; init; }

    public int? ChosenSeconds { get; init; }

    public int? ChosenEvents { get; init; }

    public int? ChosenDestinations { get; init; }

    public TimeSpan Seconds(int usual) => TimeSpan.FromSeconds(ChosenSeconds ?? usual);
}
