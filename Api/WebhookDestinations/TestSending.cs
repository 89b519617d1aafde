using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>Sends test events, which are stored nowhere.</summary>
internal sealed class TestSending(DeliverySender sender, DestinationBreaker breaker, DestinationNews news, TimeProvider clock)
{
    /// <summary>Seed: a test waits 10 s.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Sends one now. If the receiver accepts it, an open circuit breaker closes and the backlog is sent without waiting for the
    /// probe. A failure changes nothing, because a test does not come from the receiver's own traffic.
    /// </summary>
    public async Task<AttemptResult> SendAsync(
        ProjectScope project, Destination destination, DestinationTarget target, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var identity = EventIdentity.At(now);
        var body = Envelope.Write(TestEvent.For(project), identity);
        var result = await sender.SendAsync(target.RequestFor(identity.Id, body, Timeout, null, now), cancellationToken);
        if (result.IsSuccess && await breaker.CloseAsync(destination.DestinationNo, cancellationToken) is not null)
        {
            await news.ResumedAsync(project, destination.DestinationNo, cancellationToken);
        }

        return result;
    }
}
