namespace Webhooks.Standalone;

/// <summary>The options of the command line.</summary>
internal sealed record StandaloneSettings
{
    public int Port { get; init; }

    public required string DataFolder { get; init; }

    /// <summary>The data folder is for this start only and goes with it.</summary>
    public bool DeleteData { get; init; }

    public bool OpenBrowser { get; init; }

    /// <summary>Null stands for the configuration's, and without one for the embedded server.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How long to wait for a database that does not answer yet; zero = not at all.</summary>
    public TimeSpan DatabasePatience { get; init; }
}
