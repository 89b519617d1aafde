using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Core.Keys;

/// <summary>
/// The text of an API key: <c>whk_</c> and 32 random bytes. Only its SHA-256 is stored; the input is random, so no slow hash is needed.
/// </summary>
public static class ApiKeySecret
{
    private const string Scheme = "whk_";
    private const int RandomBytes = 32;
    private const int ShownCharacters = 8;

    /// <summary>The shortest key an operator may choose for the first admin key.</summary>
    public const int MinimumChosenLength = 24;

    /// <summary>A new random key.</summary>
    public static string Generate() => Scheme + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The hash that is stored and looked up.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The part of a key that may be shown: never more than a quarter, so that the rest cannot be guessed.</summary>
    public static string PrefixOf(string key) => key[..Math.Min(ShownCharacters, key.Length / 4)];
}
