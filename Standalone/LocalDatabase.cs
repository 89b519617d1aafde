using Webhooks.LocalPostgres;
using Webhooks.ServiceDefaults;

namespace Webhooks.Standalone;

/// <summary>The database of a local start: the one named by connection string, else an embedded server for as long as this lives.</summary>
internal sealed class LocalDatabase : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Durable = [];

    /// <summary>This data is not needed after a crash, so nothing waits for the disk.</summary>
    private static readonly Dictionary<string, string> Throwaway = new() { ["fsync"] = "off" };

    private readonly EmbeddedPostgres? embedded;

    private LocalDatabase(string connectionString, string description, EmbeddedPostgres? embedded)
    {
        ConnectionString = connectionString;
        Description = description;
        this.embedded = embedded;
    }

    public string ConnectionString { get; }

    /// <summary>Where the data lies, for the person at the terminal.</summary>
    public string Description { get; }

    public static async Task<LocalDatabase> OpenAsync(
        StandaloneSettings settings, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var given = settings.ConnectionString ?? configuration.GetConnectionString(ServiceNames.Database);
        if (!string.IsNullOrWhiteSpace(given))
        {
            return new LocalDatabase(given, "the database of the given connection string", null);
        }

        var options = new EmbeddedPostgresOptions
        {
            DataFolder = settings.DataFolder,
            DeleteOnDispose = settings.DeleteData,
            Settings = settings.DeleteData ? Throwaway : Durable,
            Say = Console.WriteLine,
        };
        var embedded = await EmbeddedPostgres.StartAsync(options, cancellationToken);
        return new LocalDatabase(embedded.ConnectionString, settings.DataFolder, embedded);
    }

    /// <summary>The same, but of an embedded server that another process runs on the folder already; only started when none does.</summary>
    public static async Task<LocalDatabase> JoinAsync(
        StandaloneSettings settings, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var isGiven = !string.IsNullOrWhiteSpace(settings.ConnectionString ?? configuration.GetConnectionString(ServiceNames.Database));
        return !isGiven && await EmbeddedPostgres.FindRunningAsync(settings.DataFolder, cancellationToken) is { } running
            ? new LocalDatabase(running, settings.DataFolder, null)
            : await OpenAsync(settings, configuration, cancellationToken);
    }

    public ValueTask DisposeAsync() => embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
