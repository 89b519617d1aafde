using Npgsql;
using Webhooks.Core.Database;

namespace Webhooks.Core.Destinations;

/// <summary>
/// Looks up a project's destinations: this process's copy, then Redis, then PostgreSQL. A copy may be stale; the publish statement
/// notices that by the project's version and asks again with <see cref="ReloadAsync"/>.
/// </summary>
public sealed class DestinationDirectory(NpgsqlDataSource dataSource, DestinationCache cache)
{
    // index: primary key of projects; destinations_newest (project_no)
    private const string LoadSql = """
        select p.version, d.destination_no, d.event_types, d.agent_ids
        from projects p
        left join destinations d on d.project_no = p.project_no and d.deleted_at is null and d.kind = 'receiver'
        where p.project_no = $1
        """;

    // index: primary key of projects
    private const string VersionSql = "select version from projects where project_no = $1";

    private readonly RecentlyUsed<long, ProjectDestinations> copies = new(mostBytes: 128 * 1024 * 1024, static (_, found) => found.Bytes);
    private readonly SharedReads<long, ProjectDestinations?> reads = new();

    /// <summary>The copy at hand, or a fresh one; null when the project does not exist.</summary>
    public ValueTask<ProjectDestinations?> GetAsync(long projectNo, CancellationToken cancellationToken) =>
        copies.TryGet(projectNo, out var copy) ? new(copy) : new(ReloadAsync(projectNo, cancellationToken));

    /// <summary>
    /// The destinations as they are now, or as they were a moment ago if another caller is reading them; null when the project does not
    /// exist.
    /// </summary>
    public Task<ProjectDestinations?> ReloadAsync(long projectNo, CancellationToken cancellationToken) =>
        reads.GetAsync(projectNo, ReadAsync, cancellationToken);

    private async Task<ProjectDestinations?> ReadAsync(long projectNo)
    {
        var version = await ReadVersionAsync(projectNo);
        if (version is null)
        {
            copies.Forget(projectNo);
            return null;
        }

        var destinations = await cache.FindAsync(projectNo, version.Value);
        if (destinations is null)
        {
            destinations = await LoadAsync(projectNo);
            await cache.StoreAsync(destinations);
        }

        // The last read counts, not the highest version: a database that was restored under this process has lower ones. Reads of a
        // project come one after the other, and the publish notices a copy that is stale nevertheless.
        return copies.Keep(projectNo, destinations);
    }

    private async Task<long?> ReadVersionAsync(long projectNo)
    {
        await using var command = dataSource.CreateCommand(VersionSql);
        command.Parameters.Add(new() { Value = projectNo });
        return (long?)await command.ExecuteScalarAsync();
    }

    private async Task<ProjectDestinations> LoadAsync(long projectNo)
    {
        await using var command = dataSource.CreateCommand(LoadSql);
        command.Parameters.Add(new() { Value = projectNo });
        await using var reader = await command.ExecuteReaderAsync();
        var version = 0L;
        var subscriptions = new List<DestinationSubscription>();
        while (await reader.ReadAsync())
        {
            version = reader.GetInt64(0);
            if (!await reader.IsDBNullAsync(1))
            {
                subscriptions.Add(new(reader.GetInt64(1), reader.GetFieldValue<string[]>(2), reader.GetFieldValue<string[]>(3)));
            }
        }

        return new ProjectDestinations(projectNo, version, subscriptions);
    }
}

/// <summary>The settings of one destination that fan-out needs.</summary>
public sealed record DestinationSubscription(long DestinationNo, IReadOnlyList<string> EventTypes, IReadOnlyList<string> AgentIds)
{
    private const int ObjectBytes = 96;

    /// <summary>About what it takes in memory.</summary>
    internal long Bytes => ObjectBytes + BytesOf(EventTypes) + BytesOf(AgentIds);

    private static long BytesOf(IReadOnlyList<string> texts) => texts.Sum(static text => 32 + (2L * text.Length));
}

/// <summary>The destinations of a project as they were at one version of the project.</summary>
public sealed record ProjectDestinations(long ProjectNo, long Version, IReadOnlyList<DestinationSubscription> Subscriptions)
{
    /// <summary>About what it takes in memory.</summary>
    internal long Bytes => Subscriptions.Sum(static subscription => subscription.Bytes);
}
