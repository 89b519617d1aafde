using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>Where users have signed in from, the last few places of each.</summary>
internal sealed class SignInAddresses(WebhooksDbContext context, TimeProvider clock)
{
    private const int MostPerUser = 20;

    /// <summary>
    /// Whether the user of an e-mail address, if there is one, has signed in from there. One query either way: its time tells nothing.
    /// </summary>
    public Task<bool> ContainAsync(EmailAddress address, string from, CancellationToken cancellationToken)
    {
        var normalized = address.Normalized;
        return context.SignInAddresses.AnyAsync(
            row => row.RemoteAddress == from
                && context.Users.Any(user => user.Id == row.UserNo && user.NormalizedUserName == normalized),
            cancellationToken);
    }

    /// <summary>Notes that a user signed in, in place of where it has not been for longest.</summary>
    public async Task NoteAsync(long userNo, string from, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into sign_in_addresses (user_no, remote_address, last_at) values ({userNo}, {from}, {now})
            on conflict (user_no, remote_address) do update set last_at = excluded.last_at
            """,
            cancellationToken);
        var latest = context.SignInAddresses.Where(row => row.UserNo == userNo).OrderByDescending(row => row.LastAt).Take(MostPerUser)
            .Select(row => row.RemoteAddress);
        await context.SignInAddresses.Where(row => row.UserNo == userNo && !latest.Contains(row.RemoteAddress))
            .ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>
/// Takes a password or code from the limits before it is checked: from those of the address, or of a user who has signed in from there.
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
