namespace Webhooks.Benchmarks.Load;

/// <summary>The result of one run of a closed load.</summary>
internal sealed record LoadWindow(TimeSpan Elapsed, double[] Milliseconds)
{
    public double PerSecond => Milliseconds.Length / Elapsed.TotalSeconds;
}

/// <summary>A publish of an open load. Times are UTC ticks, which other processes of this machine share.</summary>
/// <param name="EventId">From the answer.</param>
/// <param name="SentTicks">When the request went out.</param>
/// <param name="AnsweredTicks">When the answer said that the event is durable.</param>
internal sealed record SentEvent(string EventId, long SentTicks, long AnsweredTicks);
