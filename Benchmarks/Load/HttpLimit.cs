using System.Net;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Benchmarks.Sink;

namespace Webhooks.Benchmarks.Load;

/// <summary>
/// The limit of delivering on this machine: a bare HttpClient loop that posts the same requests, headers included, to the same sink. No
/// database, no record, and the signature is a constant. Its ids repeat, so the sink does no more work for it than for us.
/// </summary>
internal sealed class HttpLimit : IDisposable
{
    private const int InFlight = 128;
    private const int DistinctIds = 100_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private readonly ClosedLoad load;
    private readonly Rig rig;
    private readonly SinkClient sink;
    private readonly List<double> perSecond = [];
    private long requests;
    private TimeSpan elapsed;
    private double usedSeconds;

    public HttpLimit(Rig rig, byte[] body, TimeProvider clock)
    {
        this.rig = rig;
        sink = rig.Sink;
        var ids = Enumerable.Range(0, DistinctIds).Select(number => $"evt_{number:x32}").ToArray();
        load = new ClosedLoad(
            LoadHttp.CreatePlain(), InFlight, HttpStatusCode.OK, number => RequestFor(ids[number % DistinctIds], body), clock);
    }

    /// <summary>
    /// Over all windows so far. Not their median: the loop has two paces, keeps one of them for seconds and changes it by itself, so a
    /// median would be one or the other by chance.
    /// </summary>
    public double PerSecond => requests / elapsed.TotalSeconds;

    /// <summary>Of the slowest window.</summary>
    public double SlowestPerSecond => perSecond.Min();

    /// <summary>Of the fastest window.</summary>
    public double FastestPerSecond => perSecond.Max();

    /// <summary>Processor time of loop and sink for one request, likewise over all windows.</summary>
    public double MicrosecondsEach => usedSeconds / requests * 1e6;

    private double UsedSeconds => ProcessorTime.OwnSeconds + ProcessorTime.SecondsOf(rig.SinkProcess);

    public async Task MeasureAsync(int windows, TimeSpan window, CancellationToken cancellationToken)
    {
        await sink.ResetAsync(new SinkScript(), cancellationToken);
        await load.RunAsync(WarmUp, cancellationToken);
        for (var count = 0; count < windows; count++)
        {
            await MeasureAsync(window, cancellationToken);
        }
    }

    /// <summary>A limit that did not reach the sink would be no limit, so the sink's own count is held against the loop's.</summary>
    private async Task MeasureAsync(TimeSpan window, CancellationToken cancellationToken)
    {
        await sink.ResetAsync(new SinkScript(), cancellationToken);
        var before = UsedSeconds;
        var measured = await load.RunAsync(window, cancellationToken);
        var used = UsedSeconds - before;
        var counts = await sink.CountsAsync(cancellationToken);
        if (counts.Requests != measured.Milliseconds.Length)
        {
            throw new BenchException($"The loop counted {measured.Milliseconds.Length} requests and the sink {counts.Requests}.");
        }

        perSecond.Add(measured.PerSecond);
        requests += measured.Milliseconds.Length;
        elapsed += measured.Elapsed;
        usedSeconds += used;
    }

    public void Dispose() => load.Dispose();

    private HttpRequestMessage RequestFor(string id, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, sink.Receiver) { Content = EventBodies.AsJson(body) };
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", "1767225600");
        request.Headers.TryAddWithoutValidation("webhook-signature", "v1,vr+LvThz8Z3i85RV0AOZKSAacUBmLcPMtxm8s+cm0oo=");
        request.Headers.TryAddWithoutValidation("User-Agent", "Webhooks/0.2.0");
        request.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
        return request;
    }
}
