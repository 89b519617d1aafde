using Microsoft.Extensions.Logging;
using Npgsql;
using Webhooks.Contracts;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Operations;

/// <summary>
/// Works on the open operations, turn by turn, until the rest is in the hands of other workers. It does not depend on a host: it may run at
/// any time, in any number of processes.
/// </summary>
public sealed partial class OperationRunner(
    NpgsqlDataSource dataSource, OperationStore store, DestinationDirectory destinations, DueSignal dueSignal,
    OperationRunner.Setup settings)
{
    /// <summary>Rows that are only counted cost less than those that are changed.</summary>
    private const int CountedAtOnce = 10_000;

    /// <summary>Turns that break down in a row before the operation fails.</summary>
    private const int MaximumBreakdowns = 5;

    private const string BrokeDown = "Something went wrong in the service; its log says what.";

    /// <summary>
    /// A worker that disappears without closing its connection, such as a machine that lost power, keeps its lock no longer than this.
    /// </summary>
    private const string EndWithSilentWorkerSql = "set local idle_in_transaction_session_timeout = '20s'";

    private static readonly TimeSpan AfterBreakdown = TimeSpan.FromSeconds(1);

    private readonly ResendWork resend = new();
    private readonly ReplayMissingWork replayMissing = new();
    private readonly ReplayWork replay = new(destinations);

    /// <summary>Settings and services of the runner.</summary>
    /// <param name="Options">Sizes.</param>
    /// <param name="Clock">For the pause after a turn that broke down.</param>
    /// <param name="Logger">Logs turns that broke down.</param>
    public sealed record Setup(OperationOptions Options, TimeProvider Clock, ILogger<OperationRunner> Logger);

    /// <summary>
    /// Takes turns until there is nothing to do. Throws when the database cannot be reached; turns finished until then are kept.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await TakeTurnAsync(cancellationToken))
        {
        }
    }

    /// <summary>
    /// One turn, which is one transaction: take an operation, find the next part of its selection, count it or make it due, note the
    /// place and the progress. So a killed turn leaves no trace, and no part is done twice.
    /// </summary>
    /// <returns>False = there was nothing to do.</returns>
    internal async Task<bool> TakeTurnAsync(CancellationToken cancellationToken)
    {
        OpenOperation? taken = null;
        IReadOnlyList<DeliveryKey> due;
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var timeout = new NpgsqlCommand(EndWithSilentWorkerSql, connection))
            {
                await timeout.ExecuteNonQueryAsync(cancellationToken);
            }

            taken = await OperationStore.TakeAsync(connection, cancellationToken);
            if (taken is null)
            {
                return false;
            }

            due = await WorkAsync(connection, taken, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (Exception exception) when (taken is not null && exception is not OperationCanceledException)
        {
            OperationRunnerLog.TurnBrokeDown(settings.Logger, taken.Key, taken.Kind, exception);
            await store.BreakDownAsync(taken, BrokeDown, MaximumBreakdowns, cancellationToken);
            await Task.Delay(AfterBreakdown, settings.Clock, cancellationToken);
            return true;
        }

        await dueSignal.SendAsync(
            [.. due.Select(one => one.DestinationNo).Distinct().Select(number => new DueDestination(taken.TenantNo, number))],
            cancellationToken);
        return true;
    }

    private async Task<IReadOnlyList<DeliveryKey>> WorkAsync(
        NpgsqlConnection connection, OpenOperation operation, CancellationToken cancellationToken)
    {
        IOperationWork work = operation.Kind switch
        {
            OperationKind.ReplayMissing => replayMissing,
            OperationKind.Replay => replay,
            _ => resend,
        };
        var counting = operation.Progress.Total is null;
        var part = await work.FindAsync(connection, operation, counting ? CountedAtOnce : settings.Options.ChunkSize, cancellationToken);
        IReadOnlyList<DeliveryKey> due = counting || part.Deliveries.Count == 0
            ? []
            : await work.ApplyAsync(connection, operation, part.Deliveries, cancellationToken);
        var (after, state) = counting ? OperationSteps.Counted(operation, part) : OperationSteps.Worked(operation, part, due.Count);
        await OperationStore.KeepAsync(connection, after, state, part.Impossible, cancellationToken);
        return due;
    }

    private static partial class OperationRunnerLog
    {
        [LoggerMessage(EventIds.OperationBrokeDown, LogLevel.Error,
            "A turn of the operation {Operation} ({Kind}) broke down; it is tried again.")]
        public static partial void TurnBrokeDown(ILogger logger, Guid operation, string kind, Exception exception);
    }
}
