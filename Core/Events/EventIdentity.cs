namespace Webhooks.Core.Events;

/// <summary>What an event is called and when it happened; fixed before its data is written, because the data may repeat both.</summary>
/// <param name="Key">Storage key, a version-7 UUID of <paramref name="Timestamp"/>.</param>
/// <param name="Id">The id people and receivers see: the publisher's, or <c>evt_…</c>.</param>
/// <param name="Timestamp">When the event was accepted.</param>
public readonly record struct EventIdentity(Guid Key, string Id, DateTimeOffset Timestamp);
