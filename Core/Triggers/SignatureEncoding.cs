namespace Webhooks.Core.Triggers;

/// <summary>How the HMAC is written; the names in JSON are the members in lower case.</summary>
public enum SignatureEncoding
{
    /// <summary>Hexadecimal, in lower or upper case.</summary>
    Hex,

    /// <summary>Base64 with padding.</summary>
    Base64,
}
