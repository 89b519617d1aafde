namespace Webhooks.Core.Tenants;

/// <summary>Which records to list; null = all of them.</summary>
/// <param name="TenantNo">Of this tenant.</param>
/// <param name="ActorId">By this API key or user.</param>
/// <param name="Action">Of this operation.</param>
/// <param name="ProjectId">In this project.</param>
/// <param name="From">Not older than this.</param>
/// <param name="To">Older than this.</param>
public sealed record AuditQuery(
    long? TenantNo = null, string? ActorId = null, string? Action = null, string? ProjectId = null, DateTimeOffset? From = null, DateTimeOffset? To = null);
