using Npgsql;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.Core.Operations;

/// <summary>The outcome of a repair that a user requested.</summary>
public enum RepairOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>The project has no such delivery.</summary>
    NotFound,

    /// <summary>An attempt is under way right now; try again when it is over.</summary>
    Delivering,

    /// <summary>It is finished already.</summary>
    Finished,

    /// <summary>Its destination was deleted.</summary>
    DestinationDeleted,
}

/// <summary>Changes the course of single deliveries: resend, cancel; and finishes deliveries that will never be sent.</summary>
public sealed partial class DeliveryRepair(NpgsqlDataSource dataSource, DeliveryLog log, DueSignal dueSignal)
{
    /// <summary>How long a delivery is held for a paused destination (design: 72 h).</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromHours(72);

    /// <summary>
    /// Makes a delivery due now: a finished one starts a new round of the retry policy with its attempts kept, a waiting one is moved
    /// forward. A paused destination's delivery is held.
    /// </summary>
    public async Task<RepairOutcome> ResendAsync(
        long tenantNo, long projectNo, Guid eventKey, long destinationNo, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        switch ((await ResendAsync(connection, projectNo, [new DeliveryKey(eventKey, destinationNo)], cancellationToken))[0].Outcome)
        {
            case RepairOutcome.DestinationDeleted:
                return RepairOutcome.DestinationDeleted;
            case RepairOutcome.Done:
                await dueSignal.SendAsync([new DueDestination(tenantNo, destinationNo)], cancellationToken);
                return RepairOutcome.Done;
            default:
                return await WhyNotAsync(projectNo, eventKey, destinationNo, cancellationToken);
        }
    }

    /// <summary>
    /// The same for many deliveries in the transaction the connection has under way; the caller sends the signal after its commit.
    /// </summary>
    /// <param name="connection">With or without a transaction.</param>
    /// <param name="projectNo">The project.</param>
    /// <param name="deliveries">Each once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// The outcome of each, in any order. <see cref="RepairOutcome.NotFound"/> also stands for <see cref="RepairOutcome.Delivering"/>:
    /// this method does not find out which of the two it is.
    /// </returns>
    internal static async Task<IReadOnlyList<(DeliveryKey Delivery, RepairOutcome Outcome)>> ResendAsync(
        NpgsqlConnection connection, long projectNo, IReadOnlyList<DeliveryKey> deliveries, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ResendSql, connection);
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = deliveries.Select(delivery => delivery.EventKey).ToArray() });
        command.Parameters.Add(new() { Value = deliveries.Select(delivery => delivery.DestinationNo).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var outcomes = new List<(DeliveryKey, RepairOutcome)>(deliveries.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            outcomes.Add((new DeliveryKey(reader.GetGuid(0), reader.GetInt64(1)), reader.GetString(2) switch
            {
                "done" => RepairOutcome.Done,
                "deleted" => RepairOutcome.DestinationDeleted,
                _ => RepairOutcome.NotFound,
            }));
        }

        return outcomes;
    }

    /// <summary>Takes a waiting delivery out of the queue for good (until it is resent).</summary>
    public async Task<RepairOutcome> CancelAsync(long projectNo, Guid eventKey, long destinationNo, CancellationToken cancellationToken) =>
        await ScalarAsync(CancelSql, projectNo, eventKey, destinationNo, cancellationToken) is "done"
            ? RepairOutcome.Done
            : await WhyNotAsync(projectNo, eventKey, destinationNo, cancellationToken);

    /// <summary>Cancels the held deliveries of one destination, in the caller's transaction, which holds the destination's row.</summary>
    /// <returns>How many deliveries were cancelled.</returns>
    public static async Task<int> DiscardHeldAsync(NpgsqlConnection connection, long destinationNo, CancellationToken cancellationToken)
    {
        await RunInChunksAsync(connection, QueuePutOffSql, destinationNo, cancellationToken);
        return await RunInChunksAsync(connection, DiscardSql, destinationNo, cancellationToken);
    }

    /// <summary>Runs a statement that returns its number of rows until that is less than the limit.</summary>
    /// <returns>How many rows in all.</returns>
    private static async Task<int> RunInChunksAsync(
        NpgsqlConnection connection, string sql, long destinationNo, CancellationToken cancellationToken)
    {
        const int chunkSize = 5_000;
        var done = 0;
        for (var chunk = chunkSize; chunk == chunkSize; done += chunk)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new() { Value = destinationNo });
            command.Parameters.Add(new() { Value = chunkSize });
            // A count is never null.
            chunk = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        return done;
    }

    private async Task<RepairOutcome> WhyNotAsync(long projectNo, Guid eventKey, long destinationNo, CancellationToken cancellationToken) =>
        await log.FindAsync(projectNo, eventKey, destinationNo, cancellationToken) switch
        {
            null => RepairOutcome.NotFound,
            { Delivery.FinishedAt: not null } => RepairOutcome.Finished,
            _ => RepairOutcome.Delivering,
        };

    private async Task<string?> ScalarAsync(
        string sql, long projectNo, Guid eventKey, long destinationNo, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = eventKey });
        command.Parameters.Add(new() { Value = destinationNo });
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }
}
