using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.Core.History;

/// <summary>The points of a chart, one per step of a span, and their sum.</summary>
public sealed class StatsSeries
{
    private readonly AttemptsOfStep[] points;

    internal StatsSeries(StatsSpan span)
    {
        Span = span;
        points = new AttemptsOfStep[span.Points];
        for (var index = 0; index < points.Length; index++)
        {
            points[index] = new AttemptsOfStep(span.From + (span.Step * index));
        }

        Totals = new AttemptsOfStep(span.From);
    }

    public StatsSpan Span { get; }

    public IReadOnlyList<AttemptsOfStep> Points => points;

    /// <summary>Everything in the span; percentiles over all attempts, which is not the mean of the points'.</summary>
    public AttemptsOfStep Totals { get; }

    internal void Add(DateTimeOffset at, int delivered, int retry, int failed, int gone, ReadOnlySpan<int> latency)
    {
        points[(at - Span.From).Ticks / Span.Step.Ticks].Add(delivered, retry, failed, gone, latency);
        Totals.Add(delivered, retry, failed, gone, latency);
    }
}

/// <summary>Attempts of one step, by verdict, and how long they took.</summary>
public sealed class AttemptsOfStep
{
    /// <summary>Most points have no attempt.</summary>
    private long[] latency = [];

    internal AttemptsOfStep(DateTimeOffset at) => At = at;

    /// <summary>When the step begins.</summary>
    public DateTimeOffset At { get; }

    public long Delivered { get; private set; }

    public long Retry { get; private set; }

    public long Failed { get; private set; }

    public long Gone { get; private set; }

    /// <summary>
    /// Milliseconds that this share of the attempts did not exceed, as exact as <see cref="LatencyHistogram"/> is; null without attempts.
    /// </summary>
    public double? Percentile(double share) => LatencyHistogram.Percentile(latency, share);

    internal void Add(int delivered, int retry, int failed, int gone, ReadOnlySpan<int> more)
    {
        Delivered += delivered;
        Retry += retry;
        Failed += failed;
        Gone += gone;
        latency = latency.Length == 0 ? new long[LatencyHistogram.Buckets] : latency;
        LatencyHistogram.Add(latency, more);
    }
}
