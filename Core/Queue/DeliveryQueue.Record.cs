using Npgsql;
using Webhooks.Core.Destinations;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Queue;

public sealed partial class DeliveryQueue
{
    /// <summary>
    /// Stage 5, in one transaction: (1) records attempts, each fenced by its lease; an attempt that is missing from the answer had lost its
    /// lease and changed nothing, (2) counts those that were recorded, (3) disables destinations whose recorded answer was that they are
    /// gone, unless they were changed since they were sent to.
    /// </summary>
    /// <param name="workerId">Who made the attempts.</param>
    /// <param name="attempts">The attempts with their verdicts.</param>
    /// <param name="cancellationToken">Cancels; nothing is recorded then.</param>
    /// <returns>The recorded (event, destination) pairs.</returns>
    public async Task<HashSet<(Guid EventKey, long DestinationNo)>> RecordAsync(
        Guid workerId, IReadOnlyList<FinishedAttempt> attempts, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var recorded = await RecordAsync(connection, workerId, 0, attempts, clock ?? TimeProvider.System, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return [.. recorded.Select(attempt => (attempt.Delivery.EventKey, attempt.Delivery.DestinationNo))];
    }

    /// <summary>Releases a delivery whose result the database refuses to store, to be attempted again later.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="sqlState">The error code of the database, shown with the delivery.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is due again; null = its lease had been lost, and nothing was changed.</returns>
    public async Task<DateTimeOffset?> PostponeAsync(ClaimedDelivery delivery, string sqlState, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(PostponeSql);
        command.Parameters.Add(new() { Value = delivery.ProjectNo });
        command.Parameters.Add(new() { Value = delivery.EventKey });
        command.Parameters.Add(new() { Value = delivery.DestinationNo });
        command.Parameters.Add(new() { Value = delivery.LeaseId });
        command.Parameters.Add(new() { Value = $"The result of an attempt could not be stored (database error {sqlState})." });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetFieldValue<DateTimeOffset>(0) : null;
    }

    /// <summary>
    /// As <see cref="RecordAsync(Guid, IReadOnlyList{FinishedAttempt}, CancellationToken)"/>, in a transaction that does more.
    /// </summary>
    /// <param name="connection">The transaction's.</param>
    /// <param name="workerId">Who made the attempts.</param>
    /// <param name="recorder">The rows to count in: 0 = those of the worker's one recorder of deliveries, 1 = those of others, which it
    /// need not wait for.</param>
    /// <param name="attempts">The attempts with their verdicts.</param>
    /// <param name="clock">The clock that verdicts were made by.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The recorded attempts.</returns>
    internal static async Task<IReadOnlyList<FinishedAttempt>> RecordAsync(
        NpgsqlConnection connection, Guid workerId, int recorder, IReadOnlyList<FinishedAttempt> attempts, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var (recorded, now) = await RecordResultsAsync(connection, workerId, attempts, clock, cancellationToken); // 1
        if (recorded.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var count in AttemptCounts.CommandsFor(RowsOf(workerId, recorder), recorded, now)) // 2
            {
                batch.BatchCommands.Add(count);
            }

            if (LedgerCounts.CommandFor(recorded) is { } finished)
            {
                batch.BatchCommands.Add(finished);
            }

            if (GoneDestinations(recorded) is { Length: > 0 } gone)
            {
                batch.BatchCommands.Add(DestinationDisabling.CommandFor(gone, now)); // 3
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        return recorded;
    }

    private static async Task<(IReadOnlyList<FinishedAttempt> Recorded, DateTimeOffset Now)> RecordResultsAsync(
        NpgsqlConnection connection, Guid workerId, IReadOnlyList<FinishedAttempt> attempts, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var over = attempts.All(IsOver) ? attempts : [.. attempts.Where(IsOver)];
        var again = over.Count == attempts.Count ? [] : attempts.Where(attempt => !IsOver(attempt)).ToArray();
        var parts = new List<RecordPart>(2);
        if (over.Count > 0)
        {
            parts.Add(new(over, RecordParameters.Finish(FinishSql, workerId, over)));
        }

        if (again.Length > 0)
        {
            parts.Add(new(again, RecordParameters.Reschedule(workerId, again, clock.GetUtcNow())));
        }

        var (recorded, now) = await RunAsync(connection, parts, cancellationToken);
        if (recorded.Count < attempts.Count
            && over.Except(recorded, ReferenceEqualityComparer.Instance).Cast<FinishedAttempt>().ToArray() is { Length: > 0 } notFound)
        {
            var (found, _) = await RunAsync(
                connection, [new(notFound, RecordParameters.Finish(FinishByKeySql, workerId, notFound))], cancellationToken);
            recorded.AddRange(found);
        }

        return (recorded, now);
    }

    private static async Task<(List<FinishedAttempt> Recorded, DateTimeOffset Now)> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<RecordPart> parts, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var part in parts)
        {
            batch.BatchCommands.Add(part.Command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var recorded = new List<FinishedAttempt>();
        DateTimeOffset now = default;
        foreach (var part in parts)
        {
            await reader.ReadAsync(cancellationToken);
            now = reader.GetFieldValue<DateTimeOffset>(0);
            if (!reader.IsDBNull(1))
            {
                recorded.AddRange(reader.GetFieldValue<int[]>(1).Select(position => part.Attempts[position - 1]));
            }

            await reader.NextResultAsync(cancellationToken);
        }

        return (recorded, now);
    }

    private static bool IsOver(FinishedAttempt attempt) => attempt.Verdict is not Verdict.RetryAt;

    /// <summary>
    /// Few numbers for any number of workers over time, so that a minute has few rows; two workers that share one by chance wait for
    /// each other, nothing worse.
    /// </summary>
    private static short RowsOf(Guid workerId, int recorder)
    {
        const int workers = 128;
        Span<byte> bytes = stackalloc byte[16];
        workerId.TryWriteBytes(bytes);
        return (short)((bytes[15] % workers * 2) + recorder);
    }

    /// <summary>Only as they were sent to: a 410 says nothing about a destination that has been changed since.</summary>
    private static DisableOrder[] GoneDestinations(IReadOnlyList<FinishedAttempt> recorded) =>
    [
        .. recorded.Where(attempt => attempt.Verdict is Verdict.DestinationGone)
            .Select(attempt => (attempt.Delivery.DestinationNo, attempt.SentVersion)).Distinct().Order()
            .Select(gone => new DisableOrder(gone.DestinationNo, RecordParameters.GoneReason) { Version = gone.SentVersion }),
    ];

    /// <summary>Attempts that one statement records.</summary>
    private readonly record struct RecordPart(IReadOnlyList<FinishedAttempt> Attempts, NpgsqlBatchCommand Command);
}
