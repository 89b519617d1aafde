namespace Webhooks.DeliveryWorker;

/// <summary>A number from 0 up to, not including, 1.</summary>
internal delegate double RandomSource();
