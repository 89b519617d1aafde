namespace Webhooks.Api.Triggers;

/// <summary>Settings of inbound triggers; configuration section <c>Triggers</c>.</summary>
public sealed class TriggerOptions
{
    /// <summary>
    /// Address of the Api as senders reach it, for the <c>webhookUrl</c> of a trigger; absent = scheme and host of the request that asks
    /// for it, which is wrong behind a proxy that changes them.
    /// </summary>
    public Uri? PublicAddress { get; init; }
}
