namespace Webhooks.Core.Keys;

/// <summary>The key of a delivery: one event at one destination.</summary>
public readonly record struct DeliveryKey(Guid EventKey, long DestinationNo);

/// <summary>A destination that has, or may have, deliveries due; claims rotate over tenants first.</summary>
public readonly record struct DueDestination(long TenantNo, long DestinationNo);
