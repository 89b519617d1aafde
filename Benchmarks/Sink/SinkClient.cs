using System.Net.Http.Json;

namespace Webhooks.Benchmarks.Sink;

/// <summary>Asks and scripts a sink that runs.</summary>
internal sealed class SinkClient(int port, int controlPort) : IDisposable
{
    private readonly HttpClient http =
        new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{controlPort}/") };

    /// <summary>Where deliveries go.</summary>
    public Uri Receiver { get; } = new($"http://127.0.0.1:{port}/");

    /// <summary>Forgets everything that has arrived.</summary>
    public async Task ResetAsync(SinkScript script, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("reset", script, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task<SinkCounts> CountsAsync(CancellationToken cancellationToken) =>
        // The sink answers with an object, never with null.
        (await http.GetFromJsonAsync<SinkCounts>("counts", cancellationToken))!;

    /// <summary>UTC ticks of each request's first byte, by webhook-id.</summary>
    public async Task<Dictionary<string, long[]>> ArrivalsAsync(CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<Dictionary<string, long[]>>("arrivals", cancellationToken))!; // As above.

    public void Dispose() => http.Dispose();
}
