using Npgsql;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.Core.Triggers;

/// <summary>Reads stored invocations for people.</summary>
public sealed class InvocationLog(NpgsqlDataSource dataSource, DeliveryLog deliveries)
{
    /// <summary>A page of a trigger's invocations, newest first.</summary>
    /// <param name="triggerNo">The trigger.</param>
    /// <param name="status">Only these; null = all.</param>
    /// <param name="between">Only those accepted from the first moment up to, not including, the second; null = no bound.</param>
    /// <param name="from">Where the page begins.</param>
    /// <param name="limit">Rows of a page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<KeysetPage<Invocation>> ListAsync(
        long triggerNo, string? status, (DateTimeOffset? From, DateTimeOffset? To) between, Keyset from, int limit,
        CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var span = KeysetSpan.Of(from, between.From, between.To);
        var rows = await InvocationStore.ListAsync(connection, triggerNo, status, span, limit + 1, cancellationToken);
        return KeysetPage.Of(rows, from, limit, row => new Keyset(row.Key, 0, false));
    }

    /// <summary>An invocation of a trigger; null = it has none of this key.</summary>
    public async Task<Invocation?> FindAsync(long projectNo, long triggerNo, Guid key, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await InvocationStore.FindAsync(connection, projectNo, triggerNo, key, cancellationToken);
    }

    /// <summary>The run of an invocation with its attempts; null = the agent was not called, or the log of that day was dropped.</summary>
    public async Task<DeliveryWithAttempts?> FindRunAsync(long projectNo, Invocation invocation, CancellationToken cancellationToken) =>
        invocation.DestinationNo is { } destinationNo
            ? await deliveries.FindAsync(RunBook.Of(projectNo), invocation.Key, destinationNo, cancellationToken)
            : null;
}
