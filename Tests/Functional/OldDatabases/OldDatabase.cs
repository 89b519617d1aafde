using System.Text.Json;
using Npgsql;
using Webhooks.Client;
using Webhooks.Core.Database;
using Webhooks.Standalone;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.OldDatabases;

/// <summary>
/// The database a release left behind, migrated as <c>migrate</c> does it: <c>VERSION.sql</c> is its dump, <c>VERSION.json</c> what the
/// release itself answered from it. CONTRIBUTING.md ("Add a release's database") tells how they are made.
/// </summary>
internal sealed class OldDatabase : IAsyncDisposable
{
    public const string TenantId = "acme";
    public const string ProjectId = "shop";
    public const string AgentId = "sales";

    private static readonly string Folder = Path.Combine(Repository.Root, "Tests", "Functional", "OldDatabases");

    // The days of a dump are long over. An event's time is a part of its key and of its public id, so its date cannot be moved to today
    // without making it another event; the longest retention keeps it instead.
    private static readonly ApplicationOptions Options = new()
    {
        Settings = new Dictionary<string, string?>
        {
            ["Retention:EventDays"] = "3650",
            ["Retention:StatsMinuteDays"] = "3650",
            ["Retention:StatsHourDays"] = "3650",
            ["Retention:AuditDays"] = "3650",
            ["Worker:AttemptTimeout"] = "00:00:05",
        },
    };

    private readonly JsonElement known;

    private OldDatabase(TestDatabase database, JsonElement known, IReadOnlyList<string> applied)
    {
        (Database, this.known, Applied) = (database, known, applied);
    }

    /// <summary>Every release there is a dump of.</summary>
    public static IEnumerable<string> Versions =>
        Directory.EnumerateFiles(Folder, "*.sql").Select(file => Path.GetFileNameWithoutExtension(file)).Order();

    public TestDatabase Database { get; }

    /// <summary>The migrations that the dump lacked.</summary>
    public IReadOnlyList<string> Applied { get; }

    /// <summary>The paths that were read from the old release, and what it answered; <c>{address}</c> stands for its own.</summary>
    public IEnumerable<JsonProperty> Answers => known.GetProperty("answers").EnumerateObject();

    /// <summary>Loads a dump and migrates it.</summary>
    public static async Task<OldDatabase> MigrateAsync(string version)
    {
        var known = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, version + ".json"))).RootElement;
        var database = await TestDatabase.CreateEmptyAsync();
        await LoadAsync(database, Path.Combine(Folder, version + ".sql"));
        var applied = await SchemaMigrator.MigrateAsync(database.DataSource, CancellationToken.None);
        Assert.Null(await ServiceDatabase.PrepareAsync(database.DataSource, null, TimeProvider.System, CancellationToken.None));
        return new OldDatabase(database, known, applied);
    }

    /// <summary>An API key that the old release made.</summary>
    public string Key(string name) => known.GetProperty("keys").GetProperty(name).GetString()!; // fill.py writes texts only.

    /// <summary>E-mail address, password, session or invitation of somebody.</summary>
    public string Person(string name) => known.GetProperty("people").GetProperty(name).GetString()!; // Likewise.

    /// <summary>The newest secret a destination, an agent or a trigger had, as the old release showed it.</summary>
    /// <param name="owner">Its path within the project.</param>
    public string SecretOf(string owner)
    {
        var path = $"/manage/tenants/{TenantId}/projects/{ProjectId}/{owner}/secret";
        var answer = Answers.Single(answer => answer.Name == path).Value.GetProperty("data");
        return (answer.TryGetProperty("secrets", out var secrets) ? secrets[0] : answer).GetProperty("secret").GetString()!; // Likewise.
    }

    public Task<ApiApplication> StartApiAsync() => ApiApplication.StartAsync(Database, Options with { WithWorker = false });

    public Task<WorkerApplication> StartWorkerAsync() => WorkerApplication.StartAsync(Database, Options);

    /// <summary>Whether a request is signed with a secret.</summary>
    public static SignatureOutcome Verify(string secret, ReceivedRequest request) => new WebhookSignatureVerifier([secret])
        .Verify(request.Body, request.Header("webhook-id"), request.Header("webhook-timestamp"), request.Header("webhook-signature"));

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private static async Task LoadAsync(TestDatabase database, string file)
    {
        // What begins with a backslash is for psql, and differs between its versions.
        var lines = (await File.ReadAllLinesAsync(file)).Where(line => !line.StartsWith('\\'));
        // A dump changes settings of its connection, which nobody else may get.
        var alone = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, CommandTimeout = 0 };
        await using var dataSource = NpgsqlDataSource.Create(alone);
        await using var load = dataSource.CreateCommand(string.Join('\n', lines));
        await load.ExecuteNonQueryAsync();

        // What runs out within days of the dump is as good as on its day, and what waits is due.
        await database.ExecuteAsync("update sessions set expires_at = now() + interval '1 day', ends_at = now() + interval '1 day'");
        await database.ExecuteAsync("update invitations set expires_at = now() + interval '1 day' where accepted_at is null");
        await database.ExecuteAsync("update idempotency_keys set created_at = now()");
        await database.ExecuteAsync("update destination_secrets set expires_at = now() + interval '1 day' where expires_at is not null");
    }
}
