using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Access;
using Webhooks.Core.Persistence;

namespace Webhooks.Api.Access;

/// <summary>
/// Checks passwords, and locks out who is wrong too often. Every check costs one of a user's tries before the password is looked at, in
/// one statement: however many guesses arrive at once and at however many processes, no more than the allowed number is looked at. An
/// unknown address and a user who is locked out take as long as a wrong password.
/// </summary>
internal sealed class PasswordCheck(
    WebhooksDbContext context, UserManager<User> users, PasswordQueue queue, AccessOptions options, TimeProvider clock)
{
    /// <summary>The user, when the password is right and the user not locked out.</summary>
    /// <exception cref="PasswordQueueFullException">Too many passwords are being checked.</exception>
    public async Task<User?> FindAsync(EmailAddress address, string password, CancellationToken cancellationToken)
    {
        using var place = await queue.WaitAsync(cancellationToken);
        var user = await users.FindByNameAsync(address.Text);
        return await IsRightAsync(user, password, cancellationToken) ? user : null;
    }

    /// <summary>Whether this is the password of the user, who is not locked out.</summary>
    /// <exception cref="PasswordQueueFullException">Too many passwords are being checked.</exception>
    public async Task<bool> HasAsync(User user, string password, CancellationToken cancellationToken)
    {
        using var place = await queue.WaitAsync(cancellationToken);
        return await IsRightAsync(user, password, cancellationToken);
    }

    private async Task<bool> IsRightAsync(User? user, string password, CancellationToken cancellationToken)
    {
        if (user is null || !await TryTakeTryAsync(user.Id, cancellationToken))
        {
            queue.Pretend(password);
            return false;
        }

        if (!await users.CheckPasswordAsync(user, password))
        {
            return false;
        }

        await context.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(
            row => row.SetProperty(found => found.AccessFailedCount, 0).SetProperty(found => found.LockoutEnd, (DateTimeOffset?)null), cancellationToken);
        return true;
    }

    /// <summary>Counts the check as failed until it has succeeded; the last one allowed locks the user out.</summary>
    private async Task<bool> TryTakeTryAsync(long userNo, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? lockedUntil = now + options.LockedOutFor;
        var most = options.MaxFailedSignIns;
        return await context.Users.Where(user => user.Id == userNo && (user.LockoutEnd == null || user.LockoutEnd <= now)).ExecuteUpdateAsync(
            user => user
                .SetProperty(row => row.LockoutEnd, row => row.AccessFailedCount + 1 >= most ? lockedUntil : null)
                .SetProperty(row => row.AccessFailedCount, row => row.AccessFailedCount + 1 >= most ? 0 : row.AccessFailedCount + 1),
            cancellationToken) == 1;
    }
}
