using Microsoft.Extensions.Logging;
using Webhooks.Core.Destinations;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Events;

/// <summary>
/// Stage 1, event published: (1) names the event and writes its envelope, (2) matches it with the project's destinations, (3) stores both
/// in one transaction, (4) matches again if a destination was changed in between. Returns after the commit.
/// </summary>
public sealed partial class EventPublisher(
    DestinationDirectory directory, PublishBatcher batcher, EventLog events, TimeProvider clock, WebhookMetrics metrics,
    ILogger<EventPublisher> logger)
{
    /// <summary>
    /// If the destinations of a project are edited without pause, every match may be stale; then the publish fails instead of spinning.
    /// </summary>
    private const int MaxMatches = 20;

    /// <exception cref="ProjectGoneException">The project was removed.</exception>
    public async Task<PublishOutcome> PublishAsync(NewEvent newEvent, CancellationToken cancellationToken)
    {
        var (identity, body) = Name(newEvent);
        var destinations = await directory.GetAsync(newEvent.Project.ProjectNo, cancellationToken);
        for (var matches = 0; matches < MaxMatches; matches++)
        {
            if (destinations is null)
            {
                throw new ProjectGoneException(newEvent.Project.ProjectId);
            }

            var matched = SubscriptionMatcher.Match(destinations, newEvent.Type, newEvent.AgentId);
            var missed = MissedDestinations.IfNone(matched, destinations, newEvent.Type, newEvent.AgentId);
            var stored = new StoredEvent(identity, newEvent.Type, newEvent.AgentId, matched.Length, newEvent.Trace, body, missed)
            {
                Hops = newEvent.Hops,
            };
            var pending = new PendingEvent(newEvent.Project, stored, newEvent.Id is not null, destinations.Version, matched);
            switch (await batcher.StoreAsync(pending, cancellationToken))
            {
                case StoreResult.Stored:
                    metrics.CountPublished(1, matched.Length);
                    EventPublisherLog.EventPublished(logger, identity.Id, newEvent.Type, matched.Length);
                    return new PublishOutcome.Accepted(stored);
                case StoreResult.Full:
                    metrics.CountRefused();
                    return new PublishOutcome.Refused();
                case StoreResult.Taken when await events.FindAsync(newEvent.Project.ProjectNo, identity.Id, cancellationToken) is { } first:
                    return new PublishOutcome.Repeated(first);
                default:
                    destinations = await directory.ReloadAsync(newEvent.Project.ProjectNo, cancellationToken);
                    break;
            }
        }

        throw new TimeoutException("The destinations of the project changed faster than the event could be matched.");
    }

    private (EventIdentity Identity, byte[] Body) Name(NewEvent newEvent)
    {
        var identity = EventIdentity.At(clock.GetUtcNow(), newEvent.Id);
        return (identity, Envelope.Write(newEvent, identity));
    }

    internal static partial class EventPublisherLog
    {
        [LoggerMessage(EventIds.EventPublished, LogLevel.Debug,
            "Event {EventId} of type {EventType} published; it matched {Matched} destinations.")]
        public static partial void EventPublished(ILogger logger, string eventId, string eventType, int matched);
    }
}
