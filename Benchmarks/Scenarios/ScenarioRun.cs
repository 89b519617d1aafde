namespace Webhooks.Benchmarks.Scenarios;

/// <summary>The options of the command line, and what every scenario needs besides its rig.</summary>
internal sealed record ScenarioRun
{
    public required TimeProvider Clock { get; init; }

    /// <summary>Tells the person at the terminal what is going on.</summary>
    public required Action<string> Say { get; init; }

    public int? ChosenSeconds { get; init; }

    public int? ChosenEvents { get; init; }

    public int? ChosenDestinations { get; init; }

    /// <summary>Events a second.</summary>
    public int? ChosenRate { get; init; }

    /// <summary>The seed of the random choices, so that a run can be repeated.</summary>
    public int? ChosenSeed { get; init; }

    /// <summary>Whether smaller sizes will do; a report then says which.</summary>
    public bool Quick { get; init; }

    public TimeSpan Seconds(int usual) => TimeSpan.FromSeconds(ChosenSeconds ?? usual);

    /// <summary>As above, with another length for a quick run.</summary>
    public TimeSpan Seconds(int usual, int quick) => Seconds(Quick ? quick : usual);

    /// <summary>The size of a full run or of a quick one.</summary>
    public int Size(int full, int quick) => Quick ? quick : full;
}
