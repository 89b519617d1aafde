using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
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
    private const string Timeout = "OTEL_EXPORTER_OTLP_TIMEOUT";

    /// <summary>
    /// How long one export may take, retries included. The exporters of logs, metrics and traces end one after the other when a process
    /// stops: with the default of 10 s a collector that is away would hold a stop for half a minute, and whoever asked for it kills the process.
    /// </summary>
    private const int TimeoutMilliseconds = 2_000;

    /// <summary>Whether an endpoint is configured.</summary>
    public static bool ExportsTelemetry(this IHostApplicationBuilder builder) => builder.Configuration[Endpoint] is { Length: > 0 };

    /// <summary>Exports when an endpoint is configured; otherwise does nothing.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (!builder.ExportsTelemetry() || builder.Services.Any(static service => service.ServiceType == typeof(ExportMarker)))
        {
            return;
        }

        builder.Services.AddSingleton<ExportMarker>();
        if (builder.Configuration[Timeout] is null or "")
        {
            builder.Services.ConfigureAll<OtlpExporterOptions>(static options => options.TimeoutMilliseconds = TimeoutMilliseconds);
        }

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

    private sealed class ExportMarker;
}
