namespace Webhooks.Benchmarks.Sink;

/// <summary>How the sink behaves from now on.</summary>
/// <param name="FailFirst">How many requests of each webhook-id are answered with 503 before the first 200.</param>
/// <param name="KeepArrivals">Whether the time of each request is kept.</param>
internal sealed record SinkScript(int FailFirst = 0, bool KeepArrivals = false);

/// <summary>What the sink has seen since it was last reset.</summary>
/// <param name="Requests">All requests.</param>
/// <param name="Distinct">Different webhook-ids.</param>
/// <param name="Duplicates">Requests of an id that had been answered with 200 before.</param>
/// <param name="BodyBytes">Bytes of all bodies.</param>
internal sealed record SinkCounts(long Requests, long Distinct, long Duplicates, long BodyBytes);
