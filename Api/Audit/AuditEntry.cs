using Webhooks.Api.Access;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.Audit;

/// <summary>
/// The audit record of a request while it is handled. Routes by which a caller gets credentials say here who that turned out to be;
/// all others have nothing to do with it.
/// </summary>
public sealed class AuditEntry
{
    private static readonly object ItemKey = new();

    private AuditEntry(AuditRecord record) => Record = record;

    internal AuditRecord Record { get; private set; }

    /// <summary>Whether it is stored as begun, with the actor of what is about to be done.</summary>
    internal bool IsKept { get; set; }

    /// <summary>It is done, though the answer is a refusal: a member has joined and must yet show its second factor.</summary>
    internal bool IsDone { get; set; }

    internal IReadOnlyList<long> FurtherTenantNos { get; private set; } = [];

    /// <summary>Called by the framework for a handler's parameter of this type.</summary>
    public static ValueTask<AuditEntry> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new((AuditEntry?)context.Items[ItemKey] ?? throw new InvalidOperationException("The route leaves no audit record."));
    }

    /// <summary>The beginning of a record: who, what, from where.</summary>
    internal static AuditEntry Begin(HttpContext context, Guid key)
    {
        var scope = RequestScope.Find(context);
        var caller = scope?.Caller ?? Caller.Nobody;
        var (kind, id) = AuditedRoutes.FindResource(context);
        var entry = new AuditEntry(new AuditRecord
        {
            Key = key,
            TenantNo = scope is { TenantNo: not 0 and var tenantNo } ? tenantNo : caller.OnlyTenantNo,
            ProjectId = scope?.FoundProject?.ProjectId,
            Actor = caller.Actor,
            Action = AuditedRoutes.ActionOf(context),
            ResourceKind = kind,
            ResourceId = id,
            Outcome = AuditOutcome.Begun,
            Origin = Origins.Of(context),
        });
        if (scope?.TenantNo is not > 0)
        {
            entry.IsSeenBy(caller.MemberOf);
        }

        context.Items[ItemKey] = entry;
        return entry;
    }

    /// <summary>Sets the actor, as far as it is known, for the administrators of these tenants to see.</summary>
    internal void IsBy(Actor actor, IReadOnlyList<long> tenantNos)
    {
        Record = Record with { Actor = actor };
        IsSeenBy(tenantNos);
    }

    private void IsSeenBy(IReadOnlyList<long> tenantNos)
    {
        if (tenantNos.Count > 0)
        {
            Record = Record with { TenantNo = tenantNos[0] };
            FurtherTenantNos = [.. tenantNos.Skip(1)];
        }
    }
}
