namespace Webhooks.Core.Keys;

/// <summary>A destination that has, or may have, deliveries due; the tenant is what claiming rotates over first.</summary>
public readonly record struct DueDestination(long TenantNo, long DestinationNo);
