using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Webhooks.ServiceDefaults;

/// <summary>Telemetry in the full package set: the SDK in its hosting package, over the framework's own sources and meters.</summary>
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
        builder.Logging.AddOpenTelemetry(static logging =>
        {
            logging.IncludeScopes = true;
            logging.AddOtlpExporter();
        });
        builder.Services.AddOpenTelemetry()
            .WithMetrics(static metrics => metrics.AddMeter(TelemetryNames.Meters).AddOtlpExporter())
            .WithTracing(static tracing => tracing.AddSource(TelemetryNames.Sources).AddOtlpExporter());
    }

    private sealed class ExportMarker;
}
