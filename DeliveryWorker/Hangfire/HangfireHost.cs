using System.Globalization;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Server;
using Npgsql;
using Webhooks.ServiceDefaults;

namespace Webhooks.DeliveryWorker.Hangfire;

/// <summary>
/// Hosts the housekeeping and the operations: one Hangfire server per worker, with a schema of its own in the same database.
/// Deliveries are not Hangfire jobs (docs/decisions/0001-postgresql-is-the-queue.md); only rare and coarse work is.
/// </summary>
internal static class HangfireHost
{
    /// <summary>The path of its dashboard.</summary>
    public const string DashboardPath = "/hangfire";

    /// <summary>Turns of housekeeping, and work on operations, that run at the same time.</summary>
    private const int Workers = 2;

    /// <summary>Its application name, so that people can identify its connections in pg_stat_activity.</summary>
    private const string ConnectionName = "webhooks-hangfire";

    /// <summary>The most connections of its workers, schedulers, heartbeat and dashboard.</summary>
    private const int MaxConnections = 12;

    /// <summary>
    /// How often each of its workers and schedulers asks the database while there is nothing to do. A job that this process makes starts
    /// immediately; this is how late the job of another process, or a turn of housekeeping, may be. A round of the schedulers takes sixteen
    /// statements.
    /// </summary>
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(2);

    /// <summary>A turn ends within a statement or two after cancellation.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    public static void Add(IServiceCollection services)
    {
        // Storage and activator are Hangfire's per process unless they are registered; a process may hold more than one host (tests do).
        services.AddSingleton(CreateStorage);
        services.AddSingleton<JobActivator>(
            static provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(static (provider, configuration) => configuration
            .UseLogProvider(new HostLogProvider(provider.GetRequiredService<ILoggerFactory>()))
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseDefaultCulture(CultureInfo.InvariantCulture, captureDefault: false));
        services.AddSingleton<HousekeepingJob>();
        services.AddSingleton<OperationJob>();
        services.AddSingleton<IBackgroundProcess, RecurringJobsProcess>();
        services.AddSingleton<IBackgroundProcess, OperationsProcess>();
        services.AddSingleton<IBackgroundProcess, LedgerProcess>();
        services.AddHangfireServer(static server =>
        {
            server.WorkerCount = Workers;
            server.SchedulePollingInterval = Poll;
            server.ShutdownTimeout = ShutdownTimeout;
        });
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
        }).AllowAnonymous(); // For the host's rules; the dashboard's own policy decides.
    }

    private static JobStorage CreateStorage(IServiceProvider provider)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = HangfireSchema.Name,
            PrepareSchemaIfNecessary = false, // The database is prepared before any process starts.
            QueuePollInterval = Poll,
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = TimeSpan.FromSeconds(90),
            // A lock is a row: one that a killed worker left behind blocks others for this long.
            DistributedLockTimeout = TimeSpan.FromSeconds(60),
            JobExpirationCheckInterval = TimeSpan.FromMinutes(15),
        };
        var factory = new NpgsqlConnectionFactory(ConnectionStringOf(provider), options);
        var storage = new PostgreSqlStorage(factory, options) { JobExpirationTimeout = TimeSpan.FromHours(6) };
        WorkerQueue.AddTo(storage);
        return storage;
    }

    /// <summary>A small pool of its own, so that a busy engine and a busy dashboard do not use up each other's connections.</summary>
    private static string ConnectionStringOf(IServiceProvider provider) =>
        new NpgsqlConnectionStringBuilder(provider.GetRequiredService<IConfiguration>().GetConnectionString(ServiceNames.Database))
        {
            ApplicationName = ConnectionName,
            MaxPoolSize = MaxConnections,
            NoResetOnClose = true,
            MaxAutoPrepare = 64,
        }.ConnectionString;
}
