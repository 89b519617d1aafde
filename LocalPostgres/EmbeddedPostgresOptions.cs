namespace Webhooks.LocalPostgres;

/// <summary>Settings of an embedded PostgreSQL: its data folder, port and server settings.</summary>
public sealed class EmbeddedPostgresOptions
{
    /// <summary>The folder of one instance; created when missing. Relative paths start at the current directory.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The port on 127.0.0.1; 0 = a free one at each start.</summary>
    public int Port { get; init; }

    /// <summary>Server settings laid over the built-in ones, for example <c>fsync=off</c> in tests.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Deletes the data folder, and a cluster kept elsewhere for it, once the server has stopped. For tests and benchmarks.
    /// </summary>
    public bool DeleteOnDispose { get; init; }

    /// <summary>Receives the few lines a person should see, such as "created" or "recovering".</summary>
    public Action<string> Say { get; init; } = static _ => { };
}
