using Webhooks.Client;

namespace Webhooks.Standalone.Demo;

/// <summary>A request that arrived at the built-in receiver.</summary>
/// <param name="DestinationId">The destination whose URL was called.</param>
/// <param name="WebhookId">Its header <c>webhook-id</c>.</param>
/// <param name="EventId">The id in its body.</param>
/// <param name="Signature">What the verifier says.</param>
internal sealed record ReceivedWebhook(string DestinationId, string? WebhookId, string? EventId, SignatureOutcome Signature);
