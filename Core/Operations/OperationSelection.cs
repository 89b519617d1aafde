using Webhooks.Core.History;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Operations;

/// <summary>The deliveries or events an operation works on. Stored with it, so that every turn, in any process, selects the same.</summary>
public sealed record OperationSelection
{
    /// <summary>Resend: these deliveries.</summary>
    public IReadOnlyList<DeliveryKey>? Keys { get; init; }

    /// <summary>Resend: deliveries that match.</summary>
    public DeliveryQuery? Query { get; init; }

    /// <summary>Recover and replay-missing: the destination.</summary>
    public long? DestinationNo { get; init; }

    /// <summary>Recover and replay-missing: events of this time or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Events before this time; at the latest that of the operation, so that the work comes to an end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Replay: the event.</summary>
    public Guid? EventKey { get; init; }
}
