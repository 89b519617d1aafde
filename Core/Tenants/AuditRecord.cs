using Webhooks.Core.Keys;


namespace Webhooks.Core.Tenants;

/// <summary>Who did what, when, from where, and how it ended. Never a secret, never a body.</summary>
public sealed record AuditRecord
{
    /// <summary>A version-7 UUID; the time is inside.</summary>
    public required Guid Key { get; init; }

    public DateTimeOffset At => EventTime.Of(Key);

    /// <summary>Whose administrators may see it; null = only keys of no tenant.</summary>
    public long? TenantNo { get; init; }

    public string? ProjectId { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>Name of the operation, as in the OpenAPI document.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to, such as <c>webhook-destinations</c>; null when the action says it all.</summary>
    public string? ResourceKind { get; init; }

    public string? ResourceId { get; init; }

    /// <summary>One of <see cref="AuditOutcome"/>.</summary>
    public required string Outcome { get; init; }

    /// <summary>HTTP status of the answer; null while it is not known.</summary>
    public int? StatusCode { get; init; }

    public required Origin Origin { get; init; }

    /// <summary>How many failed tries it stands for; null = it is of one request.</summary>
    public int? Tries { get; init; }
}
