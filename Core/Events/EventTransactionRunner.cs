using Npgsql;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Events;

/// <summary>
/// Stages 1 and 2 inside a transaction that also changes something else, so that this change, its event, the deliveries and the kept answer
/// are durable together or not at all: (1) waits for its turn and looks up the destinations, before it holds a connection, (2) takes the
/// idempotency key, (3) does the work, (4) keeps the answer, (5) commits, (6) wakes the workers. When a destination was changed after
/// 1, everything is undone and done again. Events that come alone and without a key go through <see cref="EventPublisher"/>, which is
/// faster.
/// </summary>
public sealed class EventTransactionRunner(
    NpgsqlDataSource dataSource, DestinationDirectory directory, CommittedEvents committed, TimeProvider clock)
{
    /// <summary>
    /// As in <see cref="EventPublisher"/>: if destinations are edited without pause, the request fails instead of spinning.
    /// </summary>
    private const int MaxTries = 20;

    private readonly Turns<(long ProjectNo, string Name)> turns = new();

    /// <summary>Does the work once, however often the request was sent.</summary>
    /// <param name="project">The project.</param>
    /// <param name="key">The request's idempotency key; null = it has none.</param>
    /// <param name="conversationId">The conversation that the work locks; null = none.</param>
    /// <param name="work">SQL on the transaction only; it is run again from the start when destinations change meanwhile.</param>
    /// <param name="cancellationToken">Cancels, until the commit.</param>
    /// <exception cref="ProjectGoneException">The project was removed.</exception>
    public async Task<TransactionOutcome<T>> RunAsync<T>(
        ProjectScope project, IdempotencyKey? key, string? conversationId, Func<EventTransaction, Task<T>> work,
        CancellationToken cancellationToken)
        where T : ITransactionResult
    {
        // (1) A key is sent again with the same conversation, so one turn is enough.
        using var turn = (conversationId is null ? key?.Value : $"/{conversationId}") is { } name
            ? await turns.TakeAsync((project.ProjectNo, name), cancellationToken)
            : null;
        var destinations = await directory.GetAsync(project.ProjectNo, cancellationToken);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            if (destinations is null)
            {
                throw new ProjectGoneException(project.ProjectId);
            }

            try
            {
                var (outcome, done) = await TryAsync(project, destinations, key, work, cancellationToken);
                if (outcome is not null)
                {
                    await (done is null ? Task.CompletedTask : committed.AnnounceAsync(done)); // (6)
                    return outcome;
                }
            }
            catch (OutdatedTransactionException)
            {
                destinations = await directory.ReloadAsync(project.ProjectNo, cancellationToken);
            }
        }

        throw new TimeoutException("The destinations of the project changed faster than the event could be matched.");
    }

    /// <summary>One try; no outcome = the key was removed while it was being read; no transaction = nothing was committed.</summary>
    private async Task<(TransactionOutcome<T>? Outcome, EventTransaction? Done)> TryAsync<T>(
        ProjectScope project, ProjectDestinations destinations, IdempotencyKey? key, Func<EventTransaction, Task<T>> work,
        CancellationToken cancellationToken)
        where T : ITransactionResult
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // (2)
        if (key is not null && !await IdempotencyKeys.TakeAsync(connection, project, key, clock.GetUtcNow(), cancellationToken))
        {
            return (await ReplayAsync<T>(connection, project, key, cancellationToken), null);
        }

        // (3)
        var events = new EventTransaction(connection, project, destinations, clock);
        var result = await work(events);
        if (result.IsRefusal)
        {
            return (new TransactionOutcome<T>.Done(result), null);
        }

        // (4)
        if (key is not null)
        {
            await IdempotencyKeys.KeepAsync(connection, project, key, result.ToAnswer(), cancellationToken);
        }

        // (5)
        await transaction.CommitAsync(CancellationToken.None);
        return (new TransactionOutcome<T>.Done(result), events);
    }

    private static async Task<TransactionOutcome<T>?> ReplayAsync<T>(
        NpgsqlConnection connection, ProjectScope project, IdempotencyKey key, CancellationToken cancellationToken)
        where T : ITransactionResult =>
        await IdempotencyKeys.FindAsync(connection, project, key, cancellationToken) switch
        {
            null => null,
            var (hash, answer) when hash.AsSpan().SequenceEqual(key.RequestHash) => new TransactionOutcome<T>.Replayed(answer),
            _ => new TransactionOutcome<T>.KeyReused(),
        };
}

/// <summary>The outcome of a request that may have an idempotency key.</summary>
/// <typeparam name="T">The result of the work.</typeparam>
public abstract record TransactionOutcome<T>
{
    private TransactionOutcome()
    {
    }

    /// <summary>The work was done now: committed, or refused and undone.</summary>
    public sealed record Done(T Result) : TransactionOutcome<T>;

    /// <summary>The same request was answered before; nothing was done.</summary>
    public sealed record Replayed(KeptAnswer Answer) : TransactionOutcome<T>;

    /// <summary>The key belongs to another request; nothing was done.</summary>
    public sealed record KeyReused : TransactionOutcome<T>;
}

/// <summary>The result of the work in a transaction.</summary>
public interface ITransactionResult
{
    /// <summary>The work is refused: nothing is committed, and the idempotency key stays free.</summary>
    bool IsRefusal { get; }

    /// <summary>The answer for repeats of the request; not called for a refusal.</summary>
    KeptAnswer ToAnswer();
}

/// <summary>
/// Unwinds the work of a transaction that relied on data that has changed since: the destinations its events were matched with, or an event
/// that it repeats. <see cref="EventTransactionRunner"/> catches it and does the work again; no other code sees it.
/// </summary>
internal sealed class OutdatedTransactionException : Exception;
