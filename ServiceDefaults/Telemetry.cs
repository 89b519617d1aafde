using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Webhooks.ServiceDefaults;

/// <summary>Logs, metrics and traces by OTLP (docs/telemetry.md).</summary>
internal static class Telemetry
{
    /// <summary>Meter and activity source of the service itself.</summary>
    private const string Own = "Webhooks";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Whether an endpoint is configured.</summary>
    public static bool ExportsTelemetry(this IHostApplicationBuilder builder) => builder.Configuration[Endpoint] is { Length: > 0 };

    /// <summary>Exports when an endpoint is configured; otherwise does nothing.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (!builder.ExportsTelemetry() || builder.Services.Any(static service => service.ImplementationType == typeof(LastExport)))
        {
            return;
        }

        builder.Services.AddHostedService<LastExport>();
        builder.Logging.AddOpenTelemetry(static logging =>
        {
            logging.IncludeScopes = true;
            logging.AddOtlpExporter();
        });
        builder.Services.AddOpenTelemetry()
            // Without the meter of System.Net.Http, which tags by host: one series per destination.
            .WithMetrics(static metrics => metrics.AddMeter(Own).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddOtlpExporter())
            .WithTracing(static tracing => tracing
                .AddSource(Own, "System.Net.Http")
                .AddAspNetCoreInstrumentation(static options => options.Filter = static context => !DefaultServices.IsHealthPath(context.Request.Path))
                .AddOtlpExporter());
    }

    /// <summary>
    /// The last export, of all three kinds at once and in a bounded time. Without it their exporters would end one after the other with five
    /// seconds each: with a collector that is away, too long for what waits for the process to end and then kills it.
    /// </summary>
    private sealed class LastExport(TracerProvider traces, MeterProvider metrics, LoggerProvider logs) : IHostedService
    {
        private const int Milliseconds = 3_000;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        /// <summary>Comes last: services stop in reverse order, and this one is registered before all others.</summary>
        public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
            Task.Run(() => traces.Shutdown(Milliseconds), CancellationToken.None),
            Task.Run(() => metrics.Shutdown(Milliseconds), CancellationToken.None),
            Task.Run(() => logs.Shutdown(Milliseconds), CancellationToken.None));
    }
}
