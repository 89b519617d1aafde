using System.Text;
using Webhooks.Api.Access;
using Webhooks.Contracts;
using Webhooks.Core.History;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Deliveries;

/// <summary>Deliveries as the API shows them.</summary>
internal static class DeliveryResponses
{
    public static DeliveryResponse Of(DeliveryRow row) => new()
    {
        Id = PublicId.ForDelivery(row.EventKey, row.DestinationNo),
        EventId = row.EventId,
        EventType = row.EventType,
        DestinationId = row.DestinationId,
        AgentId = row.AgentId,
        State = row.State,
        Reason = row.Reason,
        AttemptCount = row.AttemptCount,
        StatusCode = row.StatusCode,
        FailureClass = row.FailureClass,
        NextAttemptAt = NextAttemptOf(row),
        CreatedAt = row.CreatedAt,
        FinishedAt = row.FinishedAt,
    };

    public static DeliveryDetailResponse DetailOf(DeliveryWithAttempts found, Caller caller) => new()
    {
        Id = PublicId.ForDelivery(found.Delivery.EventKey, found.Delivery.DestinationNo),
        EventId = found.Delivery.EventId,
        EventType = found.Delivery.EventType,
        DestinationId = found.Delivery.DestinationId,
        AgentId = found.Delivery.AgentId,
        State = found.Delivery.State,
        Reason = found.Delivery.Reason,
        AttemptCount = found.Delivery.AttemptCount,
        StatusCode = found.Delivery.StatusCode,
        FailureClass = found.Delivery.FailureClass,
        NextAttemptAt = NextAttemptOf(found.Delivery),
        CreatedAt = found.Delivery.CreatedAt,
        FinishedAt = found.Delivery.FinishedAt,
        Attempts = [.. found.Attempts.Select(attempt => AttemptOf(attempt, caller))],
    };

    /// <summary>Only what waits for a time has a next attempt; what is held or being sent has none.</summary>
    private static DateTimeOffset? NextAttemptOf(DeliveryRow row) =>
        row.State is DeliveryState.Pending or DeliveryState.Retrying ? row.NextAttemptAt : null;

    /// <summary>
    /// An attempt. The receiver's response is only for callers who may see its secrets: it may hold some, of a host that the viewer could
    /// not reach.
    /// </summary>
    internal static AttemptResponse AttemptOf(AttemptRow row, Caller caller) => new()
    {
        Number = row.Number,
        StartedAt = row.StartedAt,
        DurationMs = row.DurationMs,
        StatusCode = row.StatusCode,
        Verdict = row.Verdict,
        FailureClass = row.FailureClass,
        Error = row.Error,
        NextAttemptAt = row.NextAttemptAt,
        Timings = new AttemptTimings
        {
            RepeatMs = row.RepeatMs,
            DnsMs = row.DnsMs,
            ConnectMs = row.ConnectMs,
            TlsMs = row.TlsMs,
            FirstByteMs = row.FirstByteMs,
            TotalMs = row.DurationMs,
        },
        ResponseBody = row.ResponseBody.Length == 0 || !caller.Role.Allows(Permission.Write)
            ? null
            : Encoding.UTF8.GetString(row.ResponseBody),
    };
}
