using Microsoft.Extensions.Logging;
using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Events;

/// <summary>Counts and logs the events that a caller's transaction has committed, and wakes the workers.</summary>
public sealed class CommittedEvents(DueSignal dueSignal, WaitingQuota quota, WebhookMetrics metrics, ILogger<EventPublisher> logger)
{
    internal Task AnnounceAsync(EventTransaction transaction)
    {
        foreach (var pending in transaction.Stored)
        {
            metrics.CountPublished(1, pending.Destinations.Length);
            quota.Note(pending.Project.ProjectNo, pending.Destinations.Length);
            EventPublisher.EventPublisherLog.EventPublished(
                logger, pending.Event.Identity.Id, pending.Event.Type, pending.Destinations.Length);
        }

        var due = transaction.Stored.SelectMany(pending => pending.Due).Concat(transaction.Due).ToHashSet();
        var hasFanOut = transaction.Stored.Any(pending => pending.IsPutOff);
        return dueSignal.SendAsync(new DueNotice(due, transaction.DueFrom, hasFanOut), CancellationToken.None);
    }
}
