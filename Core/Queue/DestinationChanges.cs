using Npgsql;

namespace Webhooks.Core.Queue;

/// <summary>
/// Tells workers that a destination was edited, paused or deleted, so that they release the deliveries they claimed ahead and the change
/// applies to everything that is still waiting.
/// </summary>
public static class DestinationChanges
{
    public const string Channel = "webhooks_destination_changed";

    public static async Task AnnounceAsync(
        NpgsqlDataSource dataSource, IReadOnlyCollection<long> destinationNos, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select pg_notify($1, a.destination_no::text) from unnest($2::bigint[]) as a (destination_no)");
        command.Parameters.Add(new() { Value = Channel });
        command.Parameters.Add(new() { Value = destinationNos.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
