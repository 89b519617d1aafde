using Npgsql;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Operations;

/// <summary>The work of one kind of operation. Everything happens in the transaction of a turn, on its connection.</summary>
internal interface IOperationWork
{
    /// <summary>The selected deliveries from the operation's place on; counting and working go the same way.</summary>
    /// <param name="connection">With the transaction of the turn.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="limit">Deliveries, or events looked at, at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<OperationPart> FindAsync(NpgsqlConnection connection, OpenOperation operation, int limit, CancellationToken cancellationToken);

    /// <summary>Makes them due.</summary>
    /// <returns>Those that are due now; the others could not be.</returns>
    Task<IReadOnlyList<DeliveryKey>> ApplyAsync(
        NpgsqlConnection connection, OpenOperation operation, IReadOnlyList<DeliveryKey> deliveries, CancellationToken cancellationToken);
}

/// <summary>A part of what an operation selects.</summary>
/// <param name="Deliveries">The deliveries; may be none, and still there is a next part.</param>
/// <param name="Next">Where the next part begins; null = there is none.</param>
/// <param name="Impossible">Why the operation cannot go on at all; null = it can.</param>
internal sealed record OperationPart(IReadOnlyList<DeliveryKey> Deliveries, Keyset? Next, string? Impossible = null)
{
    /// <summary>The destination was deleted, so the operation has no purpose any more.</summary>
    public static OperationPart DestinationDeleted { get; } = new([], null, "The destination was deleted.");
}
