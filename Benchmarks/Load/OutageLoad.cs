using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Webhooks.Benchmarks.Rigging;

namespace Webhooks.Benchmarks.Load;

/// <summary>
/// Publishes at a fixed rate through everything that happens, tries nothing again, and keeps each answer. Bounded: while too many wait for
/// their answers, what would be due is left out and counted.
/// </summary>
internal sealed class OutageLoad(ApiProcess api, double perSecond, TimeProvider clock) : IDisposable
{
    private const int MostInFlight = 1_000;

    /// <summary>A publisher that hears nothing for so long has not been answered.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private static readonly byte[] Body = """{"type":"order.shipped","properties":{"orderId":"4711","text":"chaos"}}"""u8.ToArray();

    private readonly HttpMessageInvoker http = LoadHttp.Create(MostInFlight);
    private readonly ConcurrentDictionary<string, long> kinds = new(StringComparer.Ordinal);
    private long inFlight;

    /// <summary>The ids of events that were answered with 201.</summary>
    public ConcurrentBag<string> Accepted { get; } = [];

    /// <summary>Publishes that got no answer: UTC ticks of when they were sent and when they were abandoned.</summary>
    public ConcurrentBag<(long Sent, long Ended)> Unanswered { get; } = [];

    /// <summary>503 with <c>Retry-After</c>.</summary>
    public long Refused => kinds.GetValueOrDefault(RefusedKind);

    /// <summary>How many publishes were skipped because too many were in flight.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Unexpected answers, by kind.</summary>
    public IReadOnlyDictionary<string, long> Others =>
        kinds.Where(kind => kind.Key != RefusedKind).ToDictionary(kind => kind.Key, kind => kind.Value, StringComparer.Ordinal);

    private const string RefusedKind = "503";

    /// <summary>Publishes until it is cancelled; then waits for the answers that are still to come.</summary>
    public async Task RunAsync(CancellationToken until)
    {
        var start = clock.GetTimestamp();
        for (long begun = 0; !until.IsCancellationRequested;)
        {
            for (var due = (long)(clock.GetElapsedTime(start).TotalSeconds * perSecond); begun < due; begun++)
            {
                if (Interlocked.Read(ref inFlight) >= MostInFlight)
                {
                    LeftOut++;
                    continue;
                }

                Interlocked.Increment(ref inFlight);
                _ = PublishAsync();
            }

            await Task.Delay(Tick, clock, CancellationToken.None);
        }

        while (Interlocked.Read(ref inFlight) > 0)
        {
            await Task.Delay(Tick, clock, CancellationToken.None);
        }
    }

    public void Dispose() => http.Dispose();

    private async Task PublishAsync()
    {
        var sent = clock.GetUtcNow().UtcTicks;
        try
        {
            using var patience = new CancellationTokenSource(AnswerWithin, clock);
            using var request = api.PublishRequest(Body);
            using var response = await http.SendAsync(request, patience.Token);
            var body = await response.Content.ReadAsByteArrayAsync(patience.Token);
            Enter(response, body);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException)
        {
            Unanswered.Add((sent, clock.GetUtcNow().UtcTicks));
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private void Enter(HttpResponseMessage response, byte[] body)
    {
        if (response.StatusCode == HttpStatusCode.Created)
        {
            using var answer = JsonDocument.Parse(body);
            // An event always has an id.
            Accepted.Add(answer.RootElement.GetProperty("data").GetProperty("id").GetString()!);
            return;
        }

        var isRefused = response.StatusCode == HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is not null;
        var kind = isRefused ? RefusedKind
            : response.StatusCode == HttpStatusCode.ServiceUnavailable ? "503 without Retry-After"
            : $"{(int)response.StatusCode}";
        kinds.AddOrUpdate(kind, 1, static (_, count) => count + 1);
    }
}
