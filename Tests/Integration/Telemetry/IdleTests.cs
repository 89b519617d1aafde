using System.Net.Http.Headers;
using System.Net.Http.Json;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Telemetry;

/// <summary>What the processes export to a collector, over the wire.</summary>
public sealed class IdleTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Traces = "/v1/traces";

    /// <summary>Metrics go out every half second, so this many are some heartbeats and looks at the queue of each process.</summary>
    private const int ExportsOfIdleness = 16;

    [Fact]
    public async Task Idle_processes_make_no_trace()
    {
        await using var collector = FakeReceiver.Start();
        var settings = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{collector.Port}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["OTEL_TRACES_SAMPLER"] = "always_on", // as Aspire sets it
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["Worker:HeartbeatInterval"] = "00:00:01",
            ["Worker:PollInterval"] = "00:00:01",
        };
        await using var worker = await ServiceProcess.StartAsync("DeliveryWorker", database, settings);
        await using var api = await ServiceProcess.StartAsync("Api", database, settings);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = api.Address };
        using var probe = new HttpRequestMessage(HttpMethod.Get, "/health");
        // What probes, such as the AppHost, may be traced itself.
        probe.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        (await http.SendAsync(probe)).Dispose();

        await Eventually.BecomesTrueAsync(
            () => Task.FromResult(collector.Requests.Count(request => request.Path == "/v1/metrics") >= ExportsOfIdleness),
            "metrics were exported");

        Assert.DoesNotContain(collector.Requests, request => request.Path == Traces);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestPostgres.AdminKey);
        (await http.PostAsJsonAsync("/manage/tenants", new { id = "traced", name = "Traced" })).Dispose();
        await Eventually.BecomesTrueAsync(
            () => Task.FromResult(collector.Requests.Any(request => request.Path == Traces)), "a request makes a trace");
    }
}
