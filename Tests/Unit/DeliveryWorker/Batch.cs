using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.DeliveryWorker.Schedule;

namespace Webhooks.Tests.Unit.DeliveryWorker;

/// <summary>Answers to claims.</summary>
internal static class Batch
{
    /// <summary>As many of each destination as were asked for.</summary>
    public static ClaimedBatch Full(IReadOnlyList<ClaimRequest> requests) => Of(requests, int.MaxValue);

    /// <summary>At most so many of each destination.</summary>
    public static ClaimedBatch Of(IReadOnlyList<ClaimRequest> requests, int count, DateTimeOffset? nextDue = null, int bytes = 10) => new(
        [
            .. requests.SelectMany(request =>
                Enumerable.Range(0, Math.Min(count, request.Take)).Select(number => Delivery(request.DestinationNo, number, bytes))),
        ],
        nextDue is { } due ? requests.ToDictionary(request => request.DestinationNo, _ => due) : []);

    /// <summary>The destination has answered once, quickly, so it is known as one that answers.</summary>
    public static void LetAnswer(this LaneSchedule schedule, DueDestination destination, DateTimeOffset now)
    {
        schedule.Wake(destination, now, now);
        var requests = schedule.PickDue(now);
        foreach (var delivery in schedule.Claimed(requests, Of(requests, 1), now))
        {
            schedule.Finished(delivery, success: false, trouble: false, now, TimeSpan.FromMilliseconds(5));
            schedule.Release(delivery, null, now);
        }
    }

    private static ClaimedDelivery Delivery(long destinationNo, int number, int bytes) => new()
    {
        ProjectNo = 1,
        EventKey = new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
        DestinationNo = destinationNo,
        DestinationVersion = 1,
        LeaseId = Guid.Empty,
        DueAt = DateTimeOffset.UnixEpoch,
        AttemptCount = 0,
        RoundStart = 0,
        EventId = $"event-{number}",
        EventType = "event.created",
        AgentId = null,
        Trace = null,
        Body = new byte[bytes],
    };
}
