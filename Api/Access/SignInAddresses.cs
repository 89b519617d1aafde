using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Access;

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
