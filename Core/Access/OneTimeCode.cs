using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Core.Access;

/// <summary>
/// The codes that authenticator apps show: six digits of an HMAC over the number of half minutes since 1970 (RFC 6238, RFC 4226).
/// Identity's own check does not say which half minute a code is of, and without that a code cannot be refused the second time.
/// </summary>
public static class OneTimeCode
{
    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    /// <summary>Seconds a code is shown for.</summary>
    public const int StepSeconds = 30;

    private const int Modulus = 1_000_000;

    /// <summary>Steps that a phone's clock may be off, either way (RFC 6238 section 6).</summary>
    private const int Drift = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step whose code this is, the latest if there are several; null = none of those that count now.</summary>
    /// <param name="secret">The app's secret, in base32 (RFC 4648).</param>
    /// <param name="code">Six digits.</param>
    /// <param name="now">The time.</param>
    public static long? FindStep(string secret, string code, DateTimeOffset now)
    {
        var key = FromBase32(secret);
        var given = Encoding.ASCII.GetBytes(code);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = current - Drift; step <= current + Drift; step++)
        {
            found = CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(At(key, step))) ? step : found;
        }

        return found;
    }

    /// <summary>What an app reads from a QR code to show the codes.</summary>
    /// <param name="secret">The secret, in base32.</param>
    /// <param name="issuer">The service, as the app names it.</param>
    /// <param name="account">The user, as the app names it.</param>
    public static Uri UriOf(string secret, string issuer, string account)
    {
        var (service, user) = (Uri.EscapeDataString(issuer), Uri.EscapeDataString(account));
        return new Uri(
            $"otpauth://totp/{service}:{user}?secret={secret}&issuer={service}&algorithm=SHA1&digits={Digits}&period={StepSeconds}");
    }

    /// <summary>The code of a step.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238, and the only algorithm that every authenticator app knows.")]
    internal static string At(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(key, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0x0f)..]) & int.MaxValue;
        return (number % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (bits, count) = (0, 0);
        foreach (var value in text.Select(character => Base32.IndexOf(character, StringComparison.Ordinal)))
        {
            if (value < 0)
            {
                throw new FormatException("The secret is not base32.");
            }

            (bits, count) = (((bits << 5) | value) & 0xfff, count + 5);
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)(bits >> count));
            }
        }

        return [.. bytes];
    }
}
