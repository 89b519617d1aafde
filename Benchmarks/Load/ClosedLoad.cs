using System.Net;

namespace Webhooks.Benchmarks.Load;

/// <summary>Keeps a fixed number of requests in flight, each followed by the next as soon as it is answered: how much can be had.</summary>
internal sealed class ClosedLoad(
    HttpClient http, int connections, HttpStatusCode expected, Func<long, HttpRequestMessage> requestFor, TimeProvider clock) : IDisposable
{
    private long started;

    public async Task<LoadWindow> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var lanes = await Task.WhenAll(
            Enumerable.Range(0, connections)
                .Select(_ => Task.Run(() => RunLaneAsync(start, duration, cancellationToken), cancellationToken)));
        return new LoadWindow(clock.GetElapsedTime(start), [.. lanes.SelectMany(lane => lane)]);
    }

    public void Dispose() => http.Dispose();

    private async Task<List<double>> RunLaneAsync(long start, TimeSpan duration, CancellationToken cancellationToken)
    {
        var milliseconds = new List<double>(4_096);
        while (clock.GetElapsedTime(start) < duration)
        {
            using var request = requestFor(Interlocked.Increment(ref started));
            var sent = clock.GetTimestamp();
            using var response = await http.SendAsync(request, cancellationToken);
            await response.Content.CopyToAsync(Stream.Null, cancellationToken);
            milliseconds.Add(clock.GetElapsedTime(sent).TotalMilliseconds);
            if (response.StatusCode != expected)
            {
                throw new BenchException($"A request was answered with {(int)response.StatusCode} instead of {(int)expected}.");
            }
        }

        return milliseconds;
    }
}
