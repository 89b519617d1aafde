namespace Webhooks.Core.Events;

/// <summary>An event that is durable, with the envelope its deliveries send.</summary>
public sealed record StoredEvent(EventIdentity Identity, string Type, string? AgentId, int Matched, string? TraceParent, byte[] Body);
