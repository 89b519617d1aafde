namespace Webhooks.Core.Triggers;

/// <summary>Whether a request was signed with one of a trigger's secrets, and if not, why.</summary>
public abstract record SignatureVerdict
{
    private SignatureVerdict()
    {
    }

    /// <summary>The request can be trusted.</summary>
    /// <param name="SenderDeliveryId">
    /// The sender's name for this delivery, the same when it is repeated (<c>webhook-id</c>, <c>X-GitHub-Delivery</c>): at most 255
    /// printable ASCII characters. From a sender that signs a time and gives no name, a digest of the signed content: a recorded request
    /// that is sent again within the tolerance has the same one, and a new one never has. Null when there is neither.
    /// </param>
    public sealed record Genuine(string? SenderDeliveryId) : SignatureVerdict;

    /// <summary>A header is missing or empty.</summary>
    /// <param name="What">The name of the header.</param>
    public sealed record NoHeader(string What) : SignatureVerdict;

    /// <summary>A header is there but is not what the sender would write.</summary>
    public sealed record Malformed : SignatureVerdict;

    /// <summary>No signature was made with one of the secrets over this request.</summary>
    public sealed record Mismatch : SignatureVerdict;

    /// <summary>The request was signed, or claims to have been, longer ago or further ahead than the tolerance allows.</summary>
    public sealed record OutOfTolerance : SignatureVerdict;
}
