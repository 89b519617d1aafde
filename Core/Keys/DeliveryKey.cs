namespace Webhooks.Core.Keys;

/// <summary>What names a delivery: one event at one destination.</summary>
public readonly record struct DeliveryKey(Guid EventKey, long DestinationNo);
