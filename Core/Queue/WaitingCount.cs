using Npgsql;

namespace Webhooks.Core.Queue;

/// <summary>How many deliveries of projects are not finished, from the ledger's roll-ups.</summary>
internal static class WaitingCount
{
    /// <summary>
    /// Reads only the minutes of which something waits. index: ledger_minutes_waiting (every partition), ledger_deltas_project
    /// </summary>
    internal const string Sql = """
        select (select coalesce(sum(m.queued), 0) from ledger_minutes m where m.project_no = $1 and m.queued <> 0)::bigint
             + (select coalesce(sum(d.queued), 0) from ledger_deltas d where d.project_no = $1)::bigint
        """;

    public static async Task<long> ReadAsync(NpgsqlDataSource dataSource, long projectNo, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = projectNo });
        // A sum of sums is never null. An operator may have removed more rows by hand than were counted.
        return Math.Max(0, (long)(await command.ExecuteScalarAsync(cancellationToken))!);
    }
}
