using Microsoft.Extensions.Logging;
using Webhooks.Core.Deliveries;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Events;

/// <summary>What follows the commit of events that a transaction of somebody else held: counted, logged, workers woken.</summary>
public sealed class CommittedEvents(DueSignal dueSignal, WebhookMetrics metrics, ILogger<EventPublisher> logger)
{
    internal Task AnnounceAsync(IReadOnlyList<PendingEvent> stored)
    {
        foreach (var pending in stored)
        {
            metrics.CountPublished(1, pending.Destinations.Length);
            EventPublisher.Log.EventPublished(logger, pending.Event.Identity.Id, pending.Event.Type, pending.Destinations.Length);
        }

        var due = stored.SelectMany(pending => pending.Destinations.Select(number => new DueDestination(pending.Project.TenantNo, number))).ToHashSet();
        return dueSignal.SendAsync(due, CancellationToken.None);
    }
}
