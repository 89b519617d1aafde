namespace Webhooks.Core.Keys;

/// <summary>One project by its numbers (storage) and its ids (envelope, URLs).</summary>
public sealed record ProjectScope(long TenantNo, long ProjectNo, string TenantId, string ProjectId);
