using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Webhooks.ServiceDefaults;

/// <summary>Services of every process: telemetry and health. Safe to call more than once in one process.</summary>
public static class DefaultServices
{
    private const string Health = "/health";
    private const string Alive = "/alive";
    private const string LiveTag = "live";

    /// <summary>Adds the defaults for processes that serve people and programs.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddQuietLogs();
        builder.AddTelemetry();
        builder.AddHealth();
        builder.AddForwardedRequests();
        builder.AddBrowserHeaders();
        return builder;
    }

    /// <summary>
    /// Adds the defaults for the worker: the same, except for outgoing HTTP, where a hidden retry would falsify the attempts.
    /// </summary>
    public static TBuilder AddWorkerDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddQuietLogs();
        builder.AddTelemetry();
        builder.AddHealth();
        builder.AddForwardedRequests();
        builder.AddBrowserHeaders();
        return builder;
    }

    /// <summary><c>/health</c>: ready to work, all checks. <c>/alive</c>: the process answers.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        // Inside the framework's page for developers, which would show code, paths and headers to the client that caused the error.
        app.UseExceptionHandler(static broken => broken.Run(WriteErrorAsync));
        app.UseScraping();
        app.MapHealthChecks(Health, new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks(Alive, new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) }).AllowAnonymous();
        return app;
    }

    /// <summary>Writes the answer for errors that the parts of the process do not handle themselves.</summary>
    private static Task WriteErrorAsync(HttpContext context)
    {
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        return context.Response.WriteAsync(
            $"Something went wrong here; the request id helps to find it: {context.TraceIdentifier}", context.RequestAborted);
    }

    /// <summary>Whether a path is a health endpoint of the process.</summary>
    internal static bool IsHealthPath(PathString path) => path == Health || path == Alive;

    /// <summary>
    /// The status in the first line; below it the unhealthy checks and the reasons, so that the operator need not search a log.
    /// </summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        var reasons = report.Entries.Where(static entry => entry.Value.Status != HealthStatus.Healthy)
            .Select(static entry => $"\n{entry.Key}: {entry.Value.Description ?? entry.Value.Status.ToString()}");
        return context.Response.WriteAsync($"{report.Status}{string.Concat(reasons)}", context.RequestAborted);
    }

    /// <summary>Log levels of the libraries, at the lowest precedence: any configuration of <c>Logging:LogLevel</c> wins.</summary>
    private static void AddQuietLogs(this IHostApplicationBuilder builder) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Microsoft"] = "Warning",
                // It warns that the key ring in the database is not encrypted itself, which is known
                // (docs/decisions/0008-encryption-at-rest.md).
                ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
                // A save that a unique index refuses is an expected result, not an error; failures that matter are logged where they are
                // handled.
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Critical",
                ["Logging:LogLevel:Npgsql"] = "Warning",
                ["Logging:LogLevel:Hangfire"] = "Warning",
                ["Logging:LogLevel:StackExchange.Redis"] = "Warning",
            },
        });

    private static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<HealthCheckServiceOptions>, SelfCheck>());
    }

    private sealed class SelfCheck : IConfigureOptions<HealthCheckServiceOptions>
    {
        public void Configure(HealthCheckServiceOptions options) =>
            options.Registrations.Add(new HealthCheckRegistration("self", new AliveCheck(), failureStatus: null, [LiveTag]));
    }

    private sealed class AliveCheck : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(HealthCheckResult.Healthy());
    }
}
