using Microsoft.Extensions.Options;
using Webhooks.Api.Http;
using Webhooks.Core.Telemetry;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>Refuses requests that have come through too many triggers already: triggers and destinations that feed each other.</summary>
internal sealed partial class LoopGuard(IOptions<TriggerOptions> options, ILogger<LoopGuard> logger)
{
    /// <summary>The refusal; null = the trigger may take it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="target">The trigger it is for.</param>
    /// <param name="hops">The triggers it has come through then, this one included.</param>
    public Problem? Refuse(HttpContext context, TriggerTarget target, out int hops)
    {
        var passed = HopCount.Read(context.Request.Headers[HopCount.Header]);
        hops = passed + 1;
        if (hops <= options.Value.MaxHops)
        {
            return null;
        }

        LoopGuardLog.LoopRefused(logger, target.Trigger.Id, target.AgentId, target.Project.ProjectId, target.Project.TenantId, passed);
        context.Response.Headers[HopCount.RefusalHeader] = HopCount.Loop;
        return Problems.Loop(passed, options.Value.MaxHops);
    }

    private static partial class LoopGuardLog
    {
        [LoggerMessage(
            EventIds.LoopRefused, LogLevel.Warning,
            "Trigger {TriggerId} of agent {AgentId} in project {ProjectId} of tenant {TenantId} refused a request that has come through {Hops} triggers: "
            + "triggers and destinations seem to feed each other.")]
        public static partial void LoopRefused(
            ILogger logger, string triggerId, string agentId, string projectId, string tenantId, int hops);
    }
}
