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
