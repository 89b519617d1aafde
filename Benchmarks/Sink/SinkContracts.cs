namespace Webhooks.Benchmarks.Sink;

/// <summary>The sink's reaction to a request whose body it has read.</summary>
internal enum SinkManner
{
    /// <summary>Answers, as a good receiver does.</summary>
    Answer,

    /// <summary>Never answers.</summary>
    Hang,

    /// <summary>Begins its answer at once and then sends a byte a second, without end.</summary>
    Drip,
}

/// <summary>How the sink behaves from now on.</summary>
/// <param name="FailFirst">How many requests of each webhook-id are answered with 503 before the first 200.</param>
/// <param name="KeepArrivals">Whether the time of each request is kept.</param>
/// <param name="Manner">Its reaction to a request.</param>
/// <param name="DelayMs">How long it takes for an answer.</param>
/// <param name="CountOnly">Whether it only counts requests and looks at no webhook-id, for events that go to many destinations.</param>
internal sealed record SinkScript(
    int FailFirst = 0, bool KeepArrivals = false, SinkManner Manner = SinkManner.Answer, int DelayMs = 0, bool CountOnly = false);

/// <summary>The counts of the sink since it was last reset.</summary>
/// <param name="Requests">All requests.</param>
/// <param name="Distinct">Different webhook-ids.</param>
/// <param name="Duplicates">Requests of an id that had been answered with 200 before.</param>
/// <param name="BodyBytes">Bytes of all bodies.</param>
internal sealed record SinkCounts(long Requests, long Distinct, long Duplicates, long BodyBytes);
