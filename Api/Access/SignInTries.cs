using Webhooks.Api.Limits;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Access;

/// <summary>
/// Takes a password or code from the limits before it is looked at: from those of the address, or of a user who has signed in from there.
/// </summary>
internal sealed class SignInTries(SignInAddresses addresses, RequestLimits limits)
{
    /// <summary>A try, to be disposed of after the check, and whether the user has signed in from there before.</summary>
    /// <exception cref="TooManyTriesException">There were too many.</exception>
    public async Task<(Tries Tries, bool IsKnown)> TakeAsync(EmailAddress address, string from, CancellationToken cancellationToken)
    {
        var isKnown = await addresses.ContainAsync(address, from, cancellationToken);
        var user = address.Normalized;
        var tries = isKnown ? await limits.TrySignInAsync(null, $"{user} {from}") : await limits.TrySignInAsync(from, user);
        return tries.Wait is { } wait ? throw new TooManyTriesException(wait) : (tries, isKnown);
    }
}
