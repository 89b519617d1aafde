using System.ComponentModel.DataAnnotations;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>Settings of inbound triggers; configuration section <c>Triggers</c>.</summary>
public sealed class TriggerOptions
{
    /// <summary>
    /// Address of the Api as senders reach it, for the <c>webhookUrl</c> of a trigger; absent = scheme and host of the request that asks
    /// for it, which is wrong behind a proxy that changes them.
    /// </summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>Triggers that one thing may pass one after the other; the next one refuses it. From 1 to 32.</summary>
    [Range(1, 32)]
    public int MaxHops { get; init; } = HopCount.DefaultLimit;
}
