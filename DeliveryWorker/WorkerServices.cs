using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Contracts;
using Webhooks.Core;
using Webhooks.Core.Database;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Core.Triggers;
using Webhooks.DeliveryWorker.Engine;
using Webhooks.DeliveryWorker.Hangfire;
using Webhooks.DeliveryWorker.Housekeeping;
using Webhooks.DeliveryWorker.Schedule;
using Webhooks.ServiceDefaults;

namespace Webhooks.DeliveryWorker;

/// <summary>All services of the DeliveryWorker.</summary>
public static class WorkerServices
{
    /// <summary>
    /// A clean stop waits for attempts in flight: the longest time-out a destination may have, and some time for the record.
    /// </summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(FieldLimits.TimeoutSeconds + 10);

    public static TBuilder AddDeliveryWorker<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddDatabase<TBuilder, WebhooksDbContext>();
        builder.AddQueueDatabases();
        builder.AddCache();
        var services = builder.Services;
        services.AddSingleton(static provider => new DeliveryQueue(
            provider.GetRequiredKeyedService<NpgsqlDataSource>(DataClients.Queue), provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton(
            static provider => new WorkerRegister(provider.GetRequiredKeyedService<NpgsqlDataSource>(DataClients.Workers)));
        services.AddWebhooksCore();
        services.AddOutbound(builder.Configuration, builder.Environment);
        services.AddOptions<WorkerOptions>().BindConfiguration("Worker").ValidateDataAnnotations().ValidateOnStart();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
#pragma warning disable RS0030 // Composition: the one place that names the source of randomness.
        services.AddSingleton<RandomSource>(Random.Shared.NextDouble);
#pragma warning restore RS0030
        services.AddSingleton<RunRecords>();
        services.AddSingleton<DeliveryEngine>();
        services.AddSingleton<EngineSupervisor>();
        services.AddSingleton<HousekeepingTurn>();
        services.AddSingleton<IHousekeeping, PartitionUpkeep>();
        services.AddSingleton<IHousekeeping, FinishUndeliverable>();
        services.AddSingleton<IHousekeeping, StuckLeaseSweep>();
        services.AddSingleton<IHousekeeping, IdempotencyUpkeep>();
        services.AddSingleton<IHousekeeping, RetentionUpkeep>();
        services.AddSingleton<IHousekeeping, DestinationHealthUpkeep>();
        services.AddSingleton<IHousekeeping, OperationUpkeep>();
        services.AddOptions<OperationOptions>().BindConfiguration("Operations").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new OperationRunner.Setup(
            provider.GetRequiredService<IOptions<OperationOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OperationRunner>>()));
        services.AddSingleton<OperationRunner>();
        services.AddSingleton<OperationWatch>();
        HangfireHost.Add(services);
        services.AddHostedService<EngineHost>(); // After Hangfire's: services stop in reverse order, and attempts in flight need the time.
        return builder;
    }

    /// <summary>Creates the tables that only workers use (Hangfire's). The schema of Core has to be there.</summary>
    public static Task InstallSchemaAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken) =>
        HangfireSchema.InstallAsync(dataSource, cancellationToken);

    /// <summary>The worker's own routes: Hangfire's dashboard.</summary>
    public static WebApplication MapDeliveryWorker(this WebApplication app)
    {
        HangfireHost.Map(app);
        return app;
    }
}

/// <summary>Marks this assembly for tests that start the process.</summary>
public sealed class WorkerHost;
