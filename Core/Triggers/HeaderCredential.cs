using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Triggers;

/// <summary>
/// A header that a request must bring, with a value that is stored only as a salted hash. People choose these values, and may choose badly
/// or use them elsewhere too; so the hash is a slow one (PBKDF2), unlike those of the tokens this service generates itself.
/// </summary>
/// <param name="Name">The header's name; upper and lower case are the same.</param>
/// <param name="ValueHash">The hash of the value, from <see cref="Create"/>: <c>pbkdf2-sha256$iterations$salt$hash</c>. Never for an
/// answer.</param>
/// <param name="ValuePrefix">The first 4 characters of a value of more than 16, to tell values apart by; null for shorter ones.</param>
public sealed record HeaderCredential(string Name, string ValueHash, string? ValuePrefix)
{
    private const string Scheme = "pbkdf2-sha256";
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int PrefixLength = 4;
    private const int LongestWithoutPrefix = 16;

    // A few milliseconds: paid for each new value and each wrong one, and not more than a request may cost that need not even be genuine.
    private const int Iterations = 10_000;

    // The most iterations that a stored hash may ask for, in case the number above changes.
    private const int MaximumIterations = 1_000_000;

    /// <summary>The credential to store. Blanks around the value are dropped, as HTTP does.</summary>
    /// <param name="name">A name that <see cref="CustomHeaders.FaultOfName"/> finds no fault with.</param>
    /// <param name="value">A value that <see cref="CustomHeaders.FaultOfValue"/> finds no fault with.</param>
    public static HeaderCredential Create(string name, string value)
    {
        value = value.Trim();
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var hash = Hash(value, salt, Iterations);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
        return new HeaderCredential(name, text, value.Length > LongestWithoutPrefix ? value[..PrefixLength] : null);
    }

    /// <summary>
    /// Whether a value is the one that was stored. The time taken reveals nothing about the value. A stored hash that cannot be read
    /// matches nothing.
    /// </summary>
    public bool Matches(string value)
    {
        value = value.Trim();
        if (value.Length is 0 or > CustomHeaders.MaximumValueLength)
        {
            return false;
        }

        if (VerifiedValues.Contains(ValueHash, value))
        {
            return true;
        }

        var matches = ValueHash.Split('$') is [Scheme, var iterations, var salt, var hash]
            && int.TryParse(iterations, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= MaximumIterations
            && BytesOf(salt) is { } saltBytes
            && BytesOf(hash) is { Length: HashBytes } expected
            && CryptographicOperations.FixedTimeEquals(Hash(value, saltBytes, count), expected);
        if (matches)
        {
            VerifiedValues.Add(ValueHash, value);
        }

        return matches;
    }

    /// <summary>Whether a value is one that <see cref="Matches"/> has found to match in this process; costs next to nothing.</summary>
    public bool HasMatched(string value) => VerifiedValues.Contains(ValueHash, value.Trim());

    /// <summary>The name alone, so that nothing of the value can slip into a log.</summary>
    public override string ToString() => Name;

    private static byte[] Hash(string value, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(value), salt, iterations, HashAlgorithmName.SHA256, HashBytes);

    private static byte[]? BytesOf(string base64)
    {
        Span<byte> bytes = stackalloc byte[2 * HashBytes];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length].ToArray() : null;
    }
}
