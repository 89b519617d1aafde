using OtpNet;

namespace Webhooks.Api.People;

/// <summary>
/// The codes that authenticator apps show: six digits of an HMAC over the number of half minutes since 1970 (RFC 6238, RFC 4226).
/// Identity's own check does not say which half minute a code is of, and without that a code cannot be refused the second time.
/// </summary>
internal static class OneTimeCode
{
    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    /// <summary>Seconds a code is shown for.</summary>
    public const int StepSeconds = 30;

    /// <summary>A phone's clock may be a step off, either way (RFC 6238 section 6).</summary>
    private static readonly VerificationWindow Drift = new(previous: 1, future: 1);

    /// <summary>The step whose code this is; null = none of those that count now.</summary>
    /// <param name="secret">The app's secret, in base32 (RFC 4648).</param>
    /// <param name="code">Six digits.</param>
    /// <param name="now">The time.</param>
    public static long? FindStep(string secret, string code, DateTimeOffset now)
    {
        var totp = new Totp(Base32Encoding.ToBytes(secret), StepSeconds, totpSize: Digits);
        return totp.VerifyTotp(now.UtcDateTime, code, out var step, Drift) ? step : null;
    }

    /// <summary>The address that an app reads from a QR code to show the codes.</summary>
    /// <param name="secret">The secret, in base32.</param>
    /// <param name="issuer">The service, as the app names it.</param>
    /// <param name="account">The user, as the app names it.</param>
    public static Uri UriOf(string secret, string issuer, string account)
    {
        var (service, user) = (Uri.EscapeDataString(issuer), Uri.EscapeDataString(account));
        return new Uri(
            $"otpauth://totp/{service}:{user}?secret={secret}&issuer={service}&algorithm=SHA1&digits={Digits}&period={StepSeconds}");
    }
}
