namespace Webhooks.Core.Keys;

/// <summary>What names a delivery: one event at one destination.</summary>
public readonly record struct DeliveryKey(Guid EventKey, long DestinationNo);

/// <summary>A destination that has, or may have, deliveries due; the tenant is what claiming rotates over first.</summary>
public readonly record struct DueDestination(long TenantNo, long DestinationNo);
