using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>Makes links by which a user chooses a new password, and lets each be used once.</summary>
internal sealed class PasswordResets(
    WebhooksDbContext context, UserManager<User> users, UsersByAddress people, LockOut lockOut, SessionDirectory directory,
    AccessOptions options, TimeProvider clock)
{
    /// <summary>A new token for a user; an earlier one ceases to work.</summary>
    /// <param name="userNo">The user.</param>
    /// <param name="mailed">Whether it is sent to the user's address and not shown.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> MakeAsync(long userNo, bool mailed, CancellationToken cancellationToken)
    {
        var (token, expiresAt) = (SecretToken.ForReset(), clock.GetUtcNow() + options.PasswordResetLifetime);
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into password_resets (user_no, token_hash, mailed, expires_at)
            values ({userNo}, {SecretToken.Hash(token)}, {mailed}, {expiresAt})
            on conflict (user_no) do update set token_hash = excluded.token_hash, mailed = excluded.mailed, expires_at = excluded.expires_at
            """,
            cancellationToken);
        return (token, expiresAt);
    }

    /// <summary>The page of the dashboard that takes the token; null = where the dashboard is is not configured.</summary>
    public Uri? LinkOf(string token) => options.LinkTo("reset-password", token);

    /// <summary>The reset and the user of a token, while it works.</summary>
    public async Task<(PasswordReset Reset, User User)?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (SecretToken.Hash(token), clock.GetUtcNow());
        var reset = await context.PasswordResets.AsNoTracking()
            .SingleOrDefaultAsync(row => row.TokenHash == hash && row.ExpiresAt > now, cancellationToken);
        return reset is null ? null : (reset, await context.Users.SingleAsync(row => row.Id == reset.UserNo, cancellationToken));
    }

    /// <summary>
    /// Uses up the token and sets the password, in one transaction: all sessions end, and a lock-out with them. A token that was mailed
    /// shows that the address is the user's; one that an administrator saw shows that it may be another person's now.
    /// </summary>
    /// <returns>False when the token was used meanwhile, or the user changed.</returns>
    public async Task<bool> UseAsync(PasswordReset reset, User user, string password, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var used = await context.PasswordResets.Where(row => row.UserNo == user.Id && row.TokenHash == reset.TokenHash)
            .ExecuteDeleteAsync(cancellationToken);
        if (used == 0)
        {
            return false;
        }

        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        user.ProvenAt = reset.Mailed ? user.ProvenAt : null;
        if (!(await users.UpdateSecurityStampAsync(user)).Succeeded)
        {
            return false;
        }

        if (reset.Mailed)
        {
            await people.ProveAsync(user, cancellationToken);
        }

        await lockOut.ClearAsync(user.Id, cancellationToken);
        await context.Sessions.Where(row => row.UserNo == user.Id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        directory.Forget();
        return true;
    }
}
