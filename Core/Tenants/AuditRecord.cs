using Webhooks.Core.Keys;

namespace Webhooks.Core.Tenants;

/// <summary>A record of an action: actor, time, origin, resource and outcome. Never a secret, never a body.</summary>
public sealed record AuditRecord
{
    /// <summary>A version-7 UUID; the time is inside.</summary>
    public required Guid Key { get; init; }

    public DateTimeOffset At => EventTime.Of(Key);

    /// <summary>The tenant whose administrators may see it; null = only system admin keys.</summary>
    public long? TenantNo { get; init; }

    public string? ProjectId { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>Name of the operation, as in the OpenAPI document.</summary>
    public required string Action { get; init; }

    /// <summary>The kind of the affected resource, such as <c>webhook-destinations</c>; null when the action alone is enough.</summary>
    public string? ResourceKind { get; init; }

    public string? ResourceId { get; init; }

    /// <summary>One of <see cref="AuditOutcome"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>HTTP status of the answer; null while it is not known.</summary>
    public int? StatusCode { get; init; }

    public required Origin Origin { get; init; }

    /// <summary>How many failed tries it stands for; null = it is for one request.</summary>
    public int? Tries { get; init; }
}

/// <summary>The outcome of a recorded action.</summary>
public static class AuditOutcome
{
    /// <summary>Recorded before the action; stays if the process ended, or the caller disconnected, before the outcome was known.</summary>
    public const string Begun = "begun";

    public const string Succeeded = "succeeded";

    /// <summary>The answer was a 4xx: nothing was changed.</summary>
    public const string Refused = "refused";

    /// <summary>The answer was a 5xx.</summary>
    public const string Failed = "failed";

    public static string OfStatus(int status) => status switch
    {
        >= 500 => Failed,
        >= 400 => Refused,
        _ => Succeeded,
    };
}

/// <summary>Which records to list; null = all of them.</summary>
/// <param name="TenantNo">Of this tenant.</param>
/// <param name="ActorId">By this API key or user.</param>
/// <param name="Action">Of this operation.</param>
/// <param name="ProjectId">In this project.</param>
/// <param name="From">Not older than this.</param>
/// <param name="To">Older than this.</param>
public sealed record AuditQuery(
    long? TenantNo = null, string? ActorId = null, string? Action = null, string? ProjectId = null, DateTimeOffset? From = null,
    DateTimeOffset? To = null);
