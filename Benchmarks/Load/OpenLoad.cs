using System.Net;
using System.Text.Json;
using Webhooks.Benchmarks.Rigging;

namespace Webhooks.Benchmarks.Load;

/// <summary>
/// Publishes at a fixed rate, whatever the answers do: a service that stalls gets the requests all the same, and its stall is seen in the
/// figures of every event that met it.
/// </summary>
internal sealed class OpenLoad(ApiProcess api, double perSecond, TimeProvider clock) : IDisposable
{
    private const int Connections = 512;

    private readonly HttpMessageInvoker http = LoadHttp.Create(Connections);
    private readonly byte[] body = EventBodies.Publish();

    public async Task<SentEvent[]> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var sent = new List<Task<SentEvent>>();
        var start = clock.GetTimestamp();
        for (var due = TimeSpan.Zero; due < duration; due = TimeSpan.FromSeconds(sent.Count / perSecond))
        {
            var wait = due - clock.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellationToken);
            }

            sent.Add(PublishAsync(cancellationToken));
        }

        return await Task.WhenAll(sent);
    }

    public void Dispose() => http.Dispose();

    private async Task<SentEvent> PublishAsync(CancellationToken cancellationToken)
    {
        using var request = api.PublishRequest(body);
        var sent = clock.GetUtcNow().UtcTicks;
        using var response = await http.SendAsync(request, cancellationToken);
        var answered = clock.GetUtcNow().UtcTicks;
        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw new BenchException($"A publish was answered with {(int)response.StatusCode}.");
        }

        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        // An event always has an id.
        return new SentEvent(answer.RootElement.GetProperty("data").GetProperty("id").GetString()!, sent, answered);
    }
}
