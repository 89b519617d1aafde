using Webhooks.Api.Http;

namespace Webhooks.Api.Access;

/// <summary>
/// Authenticates requests. Credentials that were good lately are looked up at once; an attempt with others takes from the share of its
/// address first, and a good credential refunds it. Guessing ends in 429, while good keys and sessions behind the same address go on.
/// </summary>
internal sealed class CallerDirectory(ApiKeyDirectory keys, SessionDirectory sessions, RequestLimits limits)
{
    /// <summary>The caller, or why there is none.</summary>
    public async ValueTask<(Caller? Caller, Problem? Problem)> FindAsync(HttpContext context)
    {
        if (Credential.Read(context.Request) is not { } credential)
        {
            return (null, Unauthorized());
        }

        var isKnown = credential.IsSession ? sessions.Knows(credential) : keys.Knows(credential);
        var caller = isKnown ? await FindAsync(context, credential, ApiKeyDirectory.KeptFor) : null;
        if (caller is null)
        {
            using var tries = await limits.TryCredentialAsync(Addresses.NameOf(context.Connection.RemoteIpAddress));
            if (tries.Wait is { } wait)
            {
                return (null, Problems.TooManyRequests("There were too many wrong keys or sessions from this address", wait));
            }

            caller = isKnown ? null : await FindAsync(context, credential, ApiKeyDirectory.KeptFor);
            if (caller is null)
            {
                tries.Spend();
                return (null, Unauthorized());
            }
        }

        return await limits.RefuseAsync(caller) is { } busy
            ? (null, Problems.TooManyRequests("There were too many requests with this key", busy))
            : (caller, null);
    }

    /// <summary>The caller as it is now or was shortly before; null = its credentials are no longer good.</summary>
    public async ValueTask<Caller?> LookAgainAsync(HttpContext context, TimeSpan atMostAgo) =>
        Credential.Read(context.Request) is { } credential ? await FindAsync(context, credential, atMostAgo) : null;

    private ValueTask<Caller?> FindAsync(HttpContext context, Credential credential, TimeSpan atMostAgo) => credential.IsSession
        ? sessions.FindAsync(credential, atMostAgo, context.RequestAborted)
        : keys.FindAsync(credential, atMostAgo, context);

    private static Problem Unauthorized() =>
        Problems.Unauthorized("Send a valid API key or session token as Authorization: Bearer <…>, or sign in.");
}
