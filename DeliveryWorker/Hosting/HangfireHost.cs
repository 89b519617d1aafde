using System.Globalization;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Server;
using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.ServiceDefaults;

namespace Webhooks.DeliveryWorker.Hosting;

/// <summary>
/// Hosts the engine, the housekeeping and the operations: one Hangfire server per worker, with a schema of its own in the same database. Deliveries are no jobs of Hangfire's (docs/decisions/0001-postgresql-is-the-queue.md); what is rare and coarse is.
/// </summary>
internal static class HangfireHost
{
    /// <summary>Where its dashboard is.</summary>
    public const string DashboardPath = "/hangfire";

    private const string Schema = "hangfire";

    /// <summary>Turns of housekeeping, and work on operations, that run at once.</summary>
    private const int Workers = 4;

    /// <summary>Its workers, schedulers, heartbeat and dashboard.</summary>
    private const int MaxConnections = 12;

    /// <summary>Between the moment Hangfire breaks off what is in flight and the one the host loses patience: time to give leases back.</summary>
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(2);

    public static void Add(IServiceCollection services)
    {
        // Storage and activator are Hangfire's per process unless they are registered; a process may hold more than one host (tests do).
        services.AddSingleton(CreateStorage);
        services.AddSingleton<JobActivator>(static provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(static (provider, configuration) => configuration
            .UseLogProvider(new HostLogProvider(provider.GetRequiredService<ILoggerFactory>()))
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseDefaultCulture(CultureInfo.InvariantCulture, captureDefault: false));
        services.AddSingleton<HousekeepingJob>();
        services.AddSingleton<OperationJob>();
        services.AddSingleton<IBackgroundProcess, EngineProcess>();
        services.AddSingleton<IBackgroundProcess, RecurringJobsProcess>();
        services.AddSingleton<IBackgroundProcess, OperationsProcess>();
        services.AddHangfireServer(ConfigureServer);
        services.AddAntiforgery();
        services.AddSingleton<AdminOnly>();
    }

    public static void Map(WebApplication app)
    {
        EnginePage.AddToDashboard();
        app.MapHangfireDashboard(DashboardPath, new DashboardOptions
        {
            DashboardTitle = "Webhooks: workers",
            AppPath = null,
            DisplayStorageConnectionString = false,
            Authorization = [],
            AsyncAuthorization = [app.Services.GetRequiredService<AdminOnly>()],
        });
    }

    private static void ConfigureServer(IServiceProvider provider, BackgroundJobServerOptions server)
    {
        server.WorkerCount = Workers;
        server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
        // Whatever time the host has for a stop, all but the last of it is for what is in flight.
        server.ShutdownTimeout = provider.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout - TimeToLeave;
    }

    private static JobStorage CreateStorage(IServiceProvider provider)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = Schema,
            QueuePollInterval = TimeSpan.FromSeconds(2),
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = TimeSpan.FromSeconds(90),
            // A lock is a row: one that a killed worker left behind stands in the way for this long.
            DistributedLockTimeout = TimeSpan.FromSeconds(60),
            JobExpirationCheckInterval = TimeSpan.FromMinutes(15),
            // A database that is away must not hold up the start for long: the storage sets itself up at first use then.
            StartupConnectionMaxRetries = 2,
        };
        var factory = new NpgsqlConnectionFactory(ConnectionStringOf(provider), options);
        return new PostgreSqlStorage(factory, options) { JobExpirationTimeout = TimeSpan.FromHours(6) };
    }

    /// <summary>A small pool of its own, so that a busy engine and a busy dashboard do not take each other's connections.</summary>
    private static string ConnectionStringOf(IServiceProvider provider) =>
        new NpgsqlConnectionStringBuilder(provider.GetRequiredService<IConfiguration>().GetConnectionString(ServiceNames.Database))
        {
            ApplicationName = "webhooks-hangfire",
            MaxPoolSize = MaxConnections,
            NoResetOnClose = true,
            MaxAutoPrepare = 64,
        }.ConnectionString;
}
