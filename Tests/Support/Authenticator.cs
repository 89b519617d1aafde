using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Webhooks.Tests.Support;

/// <summary>The app on a user's phone: RFC 6238 in a few lines of its own, so that the product's are not tested with themselves.</summary>
/// <param name="secret">The secret, in base32.</param>
public sealed class Authenticator(string secret)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private long last;

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30;

    /// <summary>
    /// A code that it did not show before: of this half minute, and then of the next one, which the service takes already. A third one
    /// would come too early.
    /// </summary>
    public string Next() => CodeOf(last = Math.Max(Now, last + 1));

    /// <summary>A code that is wrong now and in the minutes around.</summary>
    /// <param name="number">Another number, another code.</param>
    public string Wrong(int number = 0)
    {
        var right = Enumerable.Range(-4, 9).Select(offset => CodeOf(Now + offset)).ToHashSet();
        var codes = Enumerable.Range(0, 1_000).Select(code => code.ToString("D6", CultureInfo.InvariantCulture));
        return codes.Where(code => !right.Contains(code)).ElementAt(number);
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238.")]
    private string CodeOf(long step)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var values = secret.Select(character => Base32.IndexOf(character, StringComparison.Ordinal));
        var bits = string.Concat(values.Select(value => value.ToString("b5", CultureInfo.InvariantCulture)));
        byte[] key = [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
        var hash = HMACSHA1.HashData(key, counter);
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15, 4)) & 0x7fff_ffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
