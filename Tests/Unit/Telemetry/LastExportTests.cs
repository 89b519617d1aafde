using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Webhooks.Core.Queue;
using Webhooks.ServiceDefaults;

namespace Webhooks.Tests.Unit.Telemetry;

[Collection(nameof(AttemptSpan))]
public sealed class LastExportTests
{
    /// <summary>Nobody listens on it.</summary>
    private const string DeadCollector = "http://127.0.0.1:9";

    [Fact]
    public async Task Every_exporter_has_ended_when_the_host_has_stopped()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = DeadCollector });
        builder.AddServiceDefaults();
        using var host = builder.Build();
        await host.StartAsync();

        await host.StopAsync();

        // A second end does nothing and says so.
        Assert.False(host.Services.GetRequiredService<TracerProvider>().Shutdown());
        Assert.False(host.Services.GetRequiredService<MeterProvider>().Shutdown());
        Assert.False(host.Services.GetRequiredService<LoggerProvider>().Shutdown());
    }
}
