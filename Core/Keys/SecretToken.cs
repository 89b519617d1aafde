using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Core.Keys;

/// <summary>
/// The tokens of sessions, invitations and password resets: a prefix and 32 random bytes. Only the SHA-256 is stored; the input is random,
/// so no slow hash is needed.
/// </summary>
public static class SecretToken
{
    private const string SessionPrefix = "whs_";
    private const string InvitationPrefix = "whi_";
    private const string ResetPrefix = "whp_";
    private const int RandomBytes = 32;

    public static string ForSession() => Generate(SessionPrefix);

    public static string ForInvitation() => Generate(InvitationPrefix);

    public static string ForReset() => Generate(ResetPrefix);

    /// <summary>Whether the text has the form of a session token, and not of an API key.</summary>
    public static bool IsForSession(string text) => text.StartsWith(SessionPrefix, StringComparison.Ordinal);

    /// <summary>The hash that is stored and looked up.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>
    /// The token a browser has to send beside the session's cookie to change something. Only clients that received it from this service
    /// know it: another site's page can make the browser send the cookie, but can read neither.
    /// </summary>
    public static string CsrfTokenOf(string sessionToken) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(sessionToken), "csrf"u8));

    private static string Generate(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
}
