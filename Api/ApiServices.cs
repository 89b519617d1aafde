using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Webhooks.Api.Access;
using Webhooks.Api.Agents;
using Webhooks.Api.Audit;
using Webhooks.Api.Events;
using Webhooks.Api.Http;
using Webhooks.Api.Idempotency;
using Webhooks.Api.Lists;
using Webhooks.Api.OpenApi;
using Webhooks.Api.People;
using Webhooks.Api.Triggers;
using Webhooks.Api.WebhookDestinations;
using Webhooks.Contracts;
using Webhooks.Core;
using Webhooks.Core.Database;
using Webhooks.Core.Events;
using Webhooks.Core.Queue;
using Webhooks.Core.Triggers;
using Webhooks.ServiceDefaults;

namespace Webhooks.Api;

/// <summary>Everything the Api is made of.</summary>
public static class ApiServices
{
    public static TBuilder AddApi<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddDatabase<TBuilder, WebhooksDbContext>();
        builder.AddCache();
        var services = builder.Services;
        services.AddWebhooksCore();
        services.AddOutbound(builder.Configuration, builder.Environment);
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<FailedTries>();
        services.AddHostedService(provider => provider.GetRequiredService<FailedTries>());
        services.AddSingleton<RefusalRecorder>(provider => provider.GetRequiredService<AuditTrail>().RecordRefusalAsync);
        services.AddPeople();
        services.AddOptions<PublishOptions>().BindConfiguration("Publish").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PublishBatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<PublishBatcher>());
        services.AddHostedService<ClockWatch>();
        services.AddSingleton(
            static provider => ActivatorUtilities.CreateInstance<EventPublisher>(provider, provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton<IdempotentRequests>();
        services.AddSingleton<EventEntries>();
        services.AddSingleton<KeptRecords>();
        services.AddSingleton<LiveTails>();
        services.AddSingleton<ScopeDirectory>();
        services.AddSingleton<ApiKeyDirectory>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiKeyDirectory>());
        services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<LimitsOptions>>().Value);
        services.AddSingleton<RequestLimits>();
        services.AddSingleton<CallerDirectory>();
        services.AddSingleton<DestinationNews>();
        services.AddSingleton<TestSending>();
        services.AddScoped<DestinationWriter>();
        services.AddScoped<SecretRotation>();
        services.AddScoped<AgentRuns>();
        services.AddScoped<AgentWriter>();
        services.AddScoped<AgentRemoval>();
        services.AddOptions<TriggerOptions>().BindConfiguration("Triggers").ValidateDataAnnotations().Validate(
            options => options.PublicAddress?.IsAbsoluteUri is not false,
            "Triggers:PublicAddress must be an absolute address.").ValidateOnStart();
        services.AddSingleton<TriggerAuthenticator>();
        services.AddSingleton<LoopGuard>();
        services.AddSingleton<PayloadSchemas>();
        services.AddScoped<TriggerDirectory>();
        services.AddScoped<TriggerWriter>();
        services.AddScoped<RunAsUsers>();
        services.AddScoped<InvocationStarts>();
        services.Configure<KestrelServerOptions>(static kestrel => kestrel.RequestHeaderEncodingSelector = IdempotencyHeader.EncodingOf);
        services.ConfigureHttpJsonOptions(options => WebhooksJson.Apply(options.SerializerOptions));
        services.AddOpenApiDocument();
        services.AddHostedService<AccessRuleCheck>();
        return builder;
    }
}

/// <summary>Marks this assembly for tests that start the process.</summary>
public sealed class ApiHost;
