using System.Globalization;
using Webhooks.Contracts;

namespace Webhooks.Standalone.Demo;

/// <summary>
/// Follows the project's deliveries through the API, as a producer's own program would, and shows what is new, each line once.
/// </summary>
internal sealed class LifeLines(DemoProject project, DemoScreen screen)
{
    /// <summary>The largest page there is; the demo's deliveries fit on it.</summary>
    private const int Page = 100;

    private readonly Dictionary<string, DemoEvent> published = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeliveryDetailResponse> deliveries = new(StringComparer.Ordinal);
    private readonly HashSet<string> held = new(StringComparer.Ordinal);

    /// <summary>The events by the id the service gave them.</summary>
    public IReadOnlyDictionary<string, DemoEvent> Published => published;

    /// <summary>The deliveries as last seen.</summary>
    public IReadOnlyCollection<DeliveryDetailResponse> Deliveries => deliveries.Values;

    public void Add(string eventId, DemoEvent demoEvent) => published.Add(eventId, demoEvent);

    /// <summary>Whether the delivery was ever seen held.</summary>
    public bool WasHeld(DeliveryResponse delivery) => held.Contains(delivery.Id);

    /// <summary>Asks once and shows what is new, in the order it happened.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        var page = await project.Client.ListDeliveriesAsync(
            DemoProject.TenantId, project.Id, limit: Page, cancellationToken: cancellationToken);
        List<LifeLine> lines = [];
        foreach (var delivery in page.Data)
        {
            var before = deliveries.GetValueOrDefault(delivery.Id);
            if (before?.State == delivery.State && before.AttemptCount == delivery.AttemptCount)
            {
                continue;
            }

            var now = await project.Client.GetDeliveryAsync(DemoProject.TenantId, project.Id, delivery.Id, cancellationToken);
            if (now.Attempts.Count == now.AttemptCount)
            {
                // Else an attempt was recorded while the answer was made; the next poll has it whole.
                lines.AddRange(NewLines(now, before));
                deliveries[now.Id] = now;
            }
        }

        foreach (var line in lines.OrderBy(static line => line.At))
        {
            screen.Show(line);
        }

        screen.ShowStatus(Status());
    }

    private IEnumerable<LifeLine> NewLines(DeliveryDetailResponse now, DeliveryDetailResponse? before)
    {
        if (now.State == DeliveryState.Held && held.Add(now.Id))
        {
            yield return new LifeLine(now.CreatedAt, LabelOf(now), now.DestinationId, $"held: {now.Reason}");
        }

        foreach (var attempt in now.Attempts.Skip(before?.AttemptCount ?? 0))
        {
            var took = TimeSpan.FromMilliseconds(attempt.DurationMs);
            yield return new LifeLine(attempt.StartedAt + took, LabelOf(now), now.DestinationId, StateAfter(attempt, took, now))
            {
                Attempt = attempt.Number,
                Result = ResultOf(attempt),
                Took = took,
                Verdict = attempt.Verdict,
            };
        }
    }

    /// <summary>The status, or else the failure class: what the demo says about an attempt, and what its checks expect.</summary>
    public static string ResultOf(AttemptResponse attempt) =>
        attempt.FailureClass ?? attempt.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private string LabelOf(DeliveryResponse delivery) =>
        published.TryGetValue(delivery.EventId, out var found) ? found.Label : delivery.EventId;

    private static string StateAfter(AttemptResponse attempt, TimeSpan took, DeliveryDetailResponse delivery)
    {
        if (attempt.NextAttemptAt is { } next)
        {
            return string.Create(CultureInfo.InvariantCulture, $"retrying, next in {(next - attempt.StartedAt - took).TotalSeconds:F1} s");
        }

        return delivery.State == DeliveryState.Delivered ? "final: delivered" : $"final: {delivery.State} ({delivery.Reason})";
    }

    private string Status()
    {
        var states = deliveries.Values.CountBy(static delivery => delivery.State).ToDictionary();
        var done = states.GetValueOrDefault(DeliveryState.Delivered) + states.GetValueOrDefault(DeliveryState.Failed);
        return $"{done} of {deliveries.Count} deliveries final, {states.GetValueOrDefault(DeliveryState.Retrying)} wait for their next attempt, "
            + $"{states.GetValueOrDefault(DeliveryState.Held)} held";
    }
}

/// <summary>One line of the output: an attempt of a delivery, or that it is held.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Event">How the output names the event.</param>
/// <param name="Destination">The destination.</param>
/// <param name="State">The state of the delivery after it, with the reason or the next due time.</param>
internal sealed record LifeLine(DateTimeOffset At, string Event, string Destination, string State)
{
    public int? Attempt { get; init; }

    /// <summary>The status, or else the failure class.</summary>
    public string? Result { get; init; }

    public TimeSpan? Took { get; init; }

    public string? Verdict { get; init; }
}
