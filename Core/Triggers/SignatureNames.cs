using System.Security.Cryptography;

namespace Webhooks.Core.Triggers;

/// <summary>The names of algorithms and encodings in JSON.</summary>
internal static class SignatureNames
{
    public static string Of(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sha384 => "sha384",
        SignatureAlgorithm.Sha512 => "sha512",
        _ => "sha256",
    };

    public static string Of(SignatureEncoding encoding) => encoding is SignatureEncoding.Base64 ? "base64" : "hex";

    public static HashAlgorithmName HashOf(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sha384 => HashAlgorithmName.SHA384,
        SignatureAlgorithm.Sha512 => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };
}

/// <summary>The hash of the HMAC; the names in JSON are the members in lower case.</summary>
public enum SignatureAlgorithm
{
    Sha256,
    Sha384,
    Sha512,
}

/// <summary>How the HMAC is written; the names in JSON are the members in lower case.</summary>
public enum SignatureEncoding
{
    /// <summary>Hexadecimal, in lower or upper case.</summary>
    Hex,

    /// <summary>Base64 with padding.</summary>
    Base64,
}
