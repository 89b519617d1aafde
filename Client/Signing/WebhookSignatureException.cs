namespace Webhooks.Client;

/// <summary>A request is not to be trusted.</summary>
/// <param name="outcome">Why.</param>
public sealed class WebhookSignatureException(SignatureOutcome outcome)
    : Exception($"The webhook is not to be trusted: {outcome}.")
{
    /// <summary>Why it is not to be trusted.</summary>
    public SignatureOutcome Outcome { get; } = outcome;
}
