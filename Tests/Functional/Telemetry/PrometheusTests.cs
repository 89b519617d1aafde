using System.Net;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Telemetry;

public sealed class PrometheusTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Port = "Telemetry:PrometheusPort";

    [Fact]
    public async Task Metrics_page_counts_requests_by_route_and_deliveries_by_verdict()
    {
        await using var receiver = FakeReceiver.Start();
        var port = FreePort.Find();
        await using var app = await ApiApplication.StartAsync(
            database, new ApplicationOptions { Port = port, Settings = new Dictionary<string, string?> { [Port] = $"{port}" } });
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var published = await project.PublishAsync();
        await project.WaitForDeliveryAsync(published.Id, destination.Id, "delivered");

        // As Prometheus 3 asks; names with dots would be others than the queries of deploy/ have.
        using var scrape = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        scrape.Headers.TryAddWithoutValidation(
            "Accept", "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.3,*/*;q=0.1");
        using var response = await app.Anonymous.SendAsync(scrape);

        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        Assert.Contains(lines, line => line.StartsWith("webhooks_attempts_total{", StringComparison.Ordinal)
            && line.Contains("verdict=\"delivered\"", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal)
            && line.Contains("http_route=\"/run/v1/events\"", StringComparison.Ordinal)
            && line.Contains("http_response_status_code=\"201\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("9464")]
    public async Task There_is_no_metrics_page_on_any_other_port(string? port)
    {
        await using var app = await ApiApplication.StartAsync(
            database, new ApplicationOptions { WithWorker = false, Settings = new Dictionary<string, string?> { [Port] = port } });

        using var response = await app.Anonymous.GetAsync("/metrics");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
