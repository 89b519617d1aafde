using System.Globalization;
using Webhooks.Client;

namespace Webhooks.Tests.EndToEnd;

/// <summary>Makes up what became of a delivery.</summary>
internal static class ScriptedDelivery
{
    /// <summary>A delivery whose attempts got the answer that the destination's URL ends with.</summary>
    public static DeliveryDetailResponse Of(string id, string eventId, WebhookDestinationResponse destination, DateTimeOffset now)
    {
        var status = int.Parse(destination.Url.Split('/')[^1], CultureInfo.InvariantCulture);
        var (state, attempts) = status switch
        {
            < 300 => (DeliveryState.Delivered, 1),
            >= 500 => (DeliveryState.Retrying, 2),
            _ => (DeliveryState.Failed, 1),
        };
        return new DeliveryDetailResponse
        {
            Id = id,
            EventId = eventId,
            EventType = "event.created",
            DestinationId = destination.Id,
            AgentId = null,
            State = state,
            Reason = state == DeliveryState.Delivered ? null : $"The receiver answered with status {status}.",
            AttemptCount = attempts,
            NextAttemptAt = state == DeliveryState.Retrying ? now.AddMinutes(5) : null,
            CreatedAt = now,
            FinishedAt = state == DeliveryState.Retrying ? null : now,
            Attempts = [.. Enumerable.Range(1, attempts).Select(number => Attempt(number, status, now))],
        };
    }

    private static AttemptResponse Attempt(int number, int status, DateTimeOffset now) => new()
    {
        Number = number,
        StartedAt = now.AddSeconds(2 * (number - 1)),
        DurationMs = 34.5,
        StatusCode = status,
        Verdict = status switch { < 300 => "delivered", >= 500 => "retry", _ => "failed" },
        FailureClass = status < 300 ? null : "http",
        Error = status < 300 ? null : $"The receiver answered with status {status}.",
        Timings = number == 1
            ? new AttemptTimings { DnsMs = 1.2, ConnectMs = 4.1, TlsMs = 11.9, FirstByteMs = 33, TotalMs = 34.5 }
            : new AttemptTimings { FirstByteMs = 33, TotalMs = 34.5 },
        ResponseBody = status < 300 ? "ok" : """{"error":"The queue of the receiver is full."}""",
    };
}
