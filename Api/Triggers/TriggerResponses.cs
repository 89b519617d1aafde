using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Deliveries;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.History;
using Webhooks.Core.Keys;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>Triggers and invocations as the API shows them.</summary>
internal static class TriggerResponses
{
    /// <summary>The triggers of an agent.</summary>
    public static IQueryable<Trigger> TriggersOf(this WebhooksDbContext context, ProjectScope project, string agentId) =>
        from trigger in context.Triggers.AsNoTracking()
        where context.Agents.Any(agent => agent.AgentNo == trigger.AgentNo && agent.ProjectNo == project.ProjectNo && agent.Id == agentId)
        select trigger;

    /// <summary>A trigger of an agent; null when there is none.</summary>
    public static Task<Trigger?> FindTriggerAsync(
        this WebhooksDbContext context, ProjectScope project, string agentId, string triggerId, CancellationToken cancellationToken) =>
        context.TriggersOf(project, agentId).SingleOrDefaultAsync(trigger => trigger.Id == triggerId, cancellationToken);

    public static Problem NotFound(string triggerId) => Problems.NotFound($"There is no trigger \"{triggerId}\" of this agent.");

    public static TriggerResponse Of(Trigger trigger, string agentId, string webhookUrl, string? secret = null) => new()
    {
        Id = trigger.Id,
        AgentId = agentId,
        Name = trigger.Name,
        Description = trigger.Description,
        Enabled = trigger.Enabled,
        WebhookUrl = webhookUrl,
        InputSchema = JsonOf(trigger.InputSchema),
        MessageTemplate = trigger.MessageTemplate,
        Authentication = new TriggerAuthentication
        {
            Open = trigger.Open,
            Headers = [.. TriggerCredentials.HeadersOf(trigger).Select(header => new TriggerHeader(header.Name, header.ValuePrefix))],
        },
        SignatureVerification = trigger.SignatureVerification is { } signature
            ? JsonSerializer.Deserialize<SignatureVerificationSetting>(signature, WebhooksJson.Options)
            : null,
        RateLimitPerMinute = trigger.RateLimitPerMinute,
        BodyLimitBytes = trigger.BodyLimitBytes,
        PlainTextIsJson = trigger.PlainTextIsJson,
        RunAsUserIds = trigger.RunAsUserIds,
        DispatchDelayMs = trigger.DispatchDelayMs,
        Secret = secret,
        CreatedAt = trigger.CreatedAt,
        UpdatedAt = trigger.UpdatedAt,
    };

    public static InvocationResponse Of(Invocation invocation, string triggerId) => new()
    {
        Id = PublicId.ForInvocation(invocation.Key),
        TriggerId = triggerId,
        AgentId = invocation.AgentId,
        ConversationId = invocation.ConversationId,
        RunAsUserId = invocation.RunAsUserId,
        Status = invocation.Status,
        Reason = invocation.Reason,
        DueAt = invocation.DueAt,
        RerunOf = invocation.RerunOf is { } rerunOf ? PublicId.ForInvocation(rerunOf) : null,
        CreatedAt = invocation.CreatedAt,
        FinishedAt = invocation.FinishedAt,
    };

    public static InvocationDetailResponse DetailOf(Invocation invocation, string triggerId, DeliveryWithAttempts? run, Caller by) => new()
    {
        Id = PublicId.ForInvocation(invocation.Key),
        TriggerId = triggerId,
        AgentId = invocation.AgentId,
        ConversationId = invocation.ConversationId,
        RunAsUserId = invocation.RunAsUserId,
        Status = invocation.Status,
        Reason = invocation.Reason,
        DueAt = invocation.DueAt,
        RerunOf = invocation.RerunOf is { } rerunOf ? PublicId.ForInvocation(rerunOf) : null,
        CreatedAt = invocation.CreatedAt,
        FinishedAt = invocation.FinishedAt,
        Payload = JsonOf(invocation.Payload),
        Message = invocation.Message,
        Attempts = [.. (run?.Attempts ?? []).Select(attempt => DeliveryResponses.AttemptOf(attempt, by))],
    };

    public static InvokeTriggerResponse Of(IReadOnlyList<Invocation> started) => new(
        true,
    [
        .. started.Select(invocation => new StartedInvocation(
            PublicId.ForInvocation(invocation.Key), invocation.ConversationId, invocation.RunAsUserId)),
    ]);

    private static JsonElement? JsonOf(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}
