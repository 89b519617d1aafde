using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using StackExchange.Redis;
using Webhooks.Core.Conversations;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Events;
using Webhooks.Core.History;
using Webhooks.Core.Limits;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;
using Webhooks.Core.Sending;
using Webhooks.Core.Telemetry;
using Webhooks.Core.Tenants;
using Webhooks.Core.Triggers;

namespace Webhooks.Core;

/// <summary>Services that the Api and the DeliveryWorker share; safe to call from both in one process.</summary>
public static partial class CoreServices
{
    /// <summary>
    /// Needs a registered <c>NpgsqlDataSource</c> and <see cref="IDbContextFactory{TContext}"/>; uses Redis when an
    /// <see cref="IConnectionMultiplexer"/> is registered.
    /// </summary>
    public static IServiceCollection AddWebhooksCore(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WebhookMetrics>();
        services.TryAddSingleton<DatabaseClock>();
        services.TryAddSingleton<DueSignal>();
        services.TryAddSingleton<DeliveryLog>();
        services.TryAddSingleton<DeliveryRepair>();
        services.TryAddSingleton<OperationStore>();
        services.TryAddSingleton<EventLog>();
        services.TryAddSingleton<AttemptStats>();
        services.TryAddSingleton<Ledger>();
        services.TryAddSingleton<QueueCounts>();
        services.TryAddSingleton<AuditLog>();
        services.TryAddSingleton<ConversationLog>();
        services.TryAddSingleton<IdempotencyKeys>();
        services.TryAddSingleton<CommittedEvents>();
        services.TryAddSingleton<WaitingQuota>();
        services.TryAddSingleton(static provider =>
            ActivatorUtilities.CreateInstance<EventTransactionRunner>(provider, provider.GetRequiredService<DatabaseClock>()));
        services.TryAddSingleton<InvocationLog>();
        services.TryAddSingleton<TriggerSecrecy>();
        services.TryAddSingleton(static provider =>
            ActivatorUtilities.CreateInstance<DayPartitions>(provider, provider.GetRequiredService<DatabaseClock>()));
        services.TryAddSingleton<PartitionRepair>();
        services.TryAddSingleton<DatabasePulse>();
        services.TryAddSingleton<TroubleReports>();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IConfigureOptions<HealthCheckServiceOptions>, DatabaseHealthCheck.Registration>());
        services.TryAddSingleton<DestinationBreaker>();
        services.TryAddSingleton<DestinationHealthReader>();
        services.TryAddSingleton<FailingDestinations>();
        services.AddOptions<HealthOptions>().BindConfiguration(HealthOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<DayDrops>();
        services.TryAddSingleton<OldRecords>();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<DestinationTargets>();
        services.TryAddSingleton<DestinationSecrecy>();
        services.TryAddSingleton(provider => new DestinationCache(
            provider.GetService<IConnectionMultiplexer>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DestinationCache>>()));
        services.TryAddSingleton<DestinationDirectory>();
        services.TryAddSingleton(provider => new SharedTokens(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetService<IConnectionMultiplexer>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SharedTokens>>()));
        services.TryAddSingleton<SharedRates>();
        services.TryAddSingleton(provider => new SystemStatusReader(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetService<IConnectionMultiplexer>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddDataProtection().SetApplicationName("Webhooks");
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<KeyManagementOptions>, KeysInDatabase>());
        return services;
    }

    /// <summary>
    /// The one door to receivers: options (section <c>Outbound</c>), guard and sender. Loopback may be called in Development only.
    /// </summary>
    public static IServiceCollection AddOutbound(
        this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        if (services.Any(service => service.ServiceType == typeof(DeliverySender)))
        {
            return services;
        }

        services.AddOptions<OutboundOptions>()
            .Configure(options => options.AllowLoopback = environment.IsDevelopment())
            .Bind(configuration.GetSection(OutboundOptions.SectionName)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<OutboundOptions>>().Value);
        services.AddSingleton<OutboundGuard>();
        services.AddSingleton(provider =>
        {
            if (provider.GetRequiredService<OutboundOptions>().AllowLoopback)
            {
                CoreServicesLog.LoopbackAllowed(provider.GetRequiredService<ILogger<OutboundGuard>>());
            }

            return new DeliverySender(
                OutboundHttp.CreateHandler(provider.GetRequiredService<OutboundGuard>()), provider.GetRequiredService<DatabaseClock>());
        });
        return services;
    }

    private static partial class CoreServicesLog
    {
        [LoggerMessage(EventIds.LoopbackAllowed, LogLevel.Warning,
            "Deliveries to loopback addresses are allowed; that is for development only (Outbound:AllowLoopback).")]
        public static partial void LoopbackAllowed(ILogger logger);
    }

    private sealed class KeysInDatabase(IDbContextFactory<WebhooksDbContext> contexts) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options) => options.XmlRepository = new DatabaseXmlRepository(contexts);
    }
}
