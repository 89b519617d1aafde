using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Webhooks.ServiceDefaults;

/// <summary>Logs, metrics and traces by OTLP, and metrics for Prometheus (docs/telemetry.md). Each is off unless configured.</summary>
internal static class Telemetry
{
    /// <summary>Meter and activity source of the service itself.</summary>
    private const string Own = "Webhooks";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Port = "Telemetry:PrometheusPort";

    private const string Metrics = "/metrics";

    /// <summary>Whether traces and logs leave the process: an endpoint is configured.</summary>
    public static bool ExportsTraces(this IHostApplicationBuilder builder) => builder.Configuration[Endpoint] is { Length: > 0 };

    /// <summary>Whether metrics are read: an endpoint or a port for Prometheus is configured.</summary>
    public static bool ExportsMetrics(this IHostApplicationBuilder builder) =>
        builder.ExportsTraces() || builder.Configuration[Port] is { Length: > 0 };

    /// <summary>Exports to the configured targets; otherwise does nothing.</summary>
    /// <exception cref="InvalidOperationException">The port for Prometheus is not a port number.</exception>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        if (!builder.ExportsMetrics() || builder.Services.Any(static service => service.ImplementationType == typeof(LastExport)))
        {
            return;
        }

        builder.Services.AddHostedService<LastExport>();
        // Without the meter of System.Net.Http, which tags by host: one series per destination.
        var telemetry = builder.Services.AddOpenTelemetry()
            .WithMetrics(static metrics => metrics.AddMeter(Own).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation());
        if (builder.Configuration[Port] is { Length: > 0 } port)
        {
            builder.Services.AddSingleton(ScrapedPort.Parse(port));
            telemetry.WithMetrics(static metrics => metrics.AddPrometheusExporter(static options => options.ScrapeEndpointPath = Metrics));
        }

        if (builder.ExportsTraces())
        {
            telemetry.WithMetrics(static metrics => metrics.AddOtlpExporter());
            builder.AddLogsAndTraces(telemetry);
        }
    }

    /// <summary>Answers <c>/metrics</c> on the port for Prometheus; other ports have no such page.</summary>
    public static void UseScraping(this WebApplication app)
    {
        if (app.Services.GetService<ScrapedPort>() is { } port)
        {
            app.UseOpenTelemetryPrometheusScrapingEndpoint(
                context => context.Request.Path == Metrics && context.Connection.LocalPort == port.Number);
        }
    }

    /// <summary>
    /// Whether a request has a span. Probes and scrapes come all the time. A page's connection lasts as long as the page is open, and all
    /// requests of the page would belong to that one trace. Hangfire's pages request their figures every few seconds.
    /// </summary>
    internal static bool IsTraced(PathString path) => !DefaultServices.IsHealthPath(path)
        && !path.StartsWithSegments(Metrics, StringComparison.Ordinal)
        && !path.StartsWithSegments("/_blazor", StringComparison.Ordinal)
        && !path.StartsWithSegments("/_framework", StringComparison.Ordinal)
        && !path.StartsWithSegments("/_content", StringComparison.Ordinal)
        && !path.StartsWithSegments("/hangfire", StringComparison.Ordinal);

    private static void AddLogsAndTraces(this IHostApplicationBuilder builder, OpenTelemetry.OpenTelemetryBuilder telemetry)
    {
        builder.Logging.AddOpenTelemetry(static logging =>
        {
            logging.IncludeScopes = true;
            // A backend would otherwise show the template, with the names of its values instead of the values.
            logging.IncludeFormattedMessage = true;
            logging.AddOtlpExporter();
        });
        telemetry.WithTracing(tracing => tracing
            .SetSampler(TraceSampler.Create(builder.Configuration))
            .AddSource(Own, "System.Net.Http")
            .AddAspNetCoreInstrumentation(static options => options.Filter = static context => IsTraced(context.Request.Path))
            .AddOtlpExporter());
    }

    /// <summary>The port Prometheus connects to. The process listens on it when its addresses say so (ASPNETCORE_HTTP_PORTS).</summary>
    private sealed record ScrapedPort(int Number)
    {
        public static ScrapedPort Parse(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65_535
                ? new ScrapedPort(number)
                : throw new InvalidOperationException($"{Port} must be a port, from 1 to 65535.");
    }

    /// <summary>
    /// The last export, of all three kinds at the same time and in a bounded time. Without it their exporters would end one after the
    /// other, up to five seconds each: if the collector is away, that is too long for a supervisor that waits for the process to end and
    /// then kills it.
    /// </summary>
    private sealed class LastExport(IServiceProvider services) : IHostedService
    {
        private const int Milliseconds = 3_000;

        // Created now: a provider does nothing until it is requested.
        private readonly TracerProvider? traces = services.GetService<TracerProvider>();
        private readonly MeterProvider? metrics = services.GetService<MeterProvider>();
        private readonly LoggerProvider? logs = services.GetService<LoggerProvider>();

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        /// <summary>Runs last: services stop in reverse order, and this one is registered before all others.</summary>
        public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
            Task.Run(() => traces?.Shutdown(Milliseconds), CancellationToken.None),
            Task.Run(() => metrics?.Shutdown(Milliseconds), CancellationToken.None),
            Task.Run(() => logs?.Shutdown(Milliseconds), CancellationToken.None));
    }
}
