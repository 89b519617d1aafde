using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Webhooks.ServiceDefaults;

/// <summary>Telemetry in the core package set: the SDK without its hosting and instrumentation packages, over the framework's own sources and meters.</summary>
internal static class TelemetryHost
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Exports logs, metrics and traces by OTLP when an endpoint is configured; otherwise does nothing.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint]) || builder.Services.Any(service => service.ServiceType == typeof(ExportMarker)))
        {
            return;
        }

        builder.Services.AddSingleton<ExportMarker>();
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeScopes = true;
            logging.AddOtlpExporter();
        });
        builder.Services.AddHostedService(_ => new Export());
    }

    private sealed class ExportMarker;

    private sealed class Export : IHostedService, IDisposable
    {
        private OpenTelemetrySdk? sdk;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            sdk = OpenTelemetrySdk.Create(telemetry => telemetry
                .WithMetrics(metrics => metrics.AddMeter(TelemetryNames.Meters).AddOtlpExporter())
                .WithTracing(tracing => tracing.AddSource(TelemetryNames.Sources).AddOtlpExporter()));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            sdk?.Dispose();
            sdk = null;
            return Task.CompletedTask;
        }

        public void Dispose() => sdk?.Dispose();
    }
}
