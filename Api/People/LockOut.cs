using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>Counts the wrong passwords and codes of users, and locks out a user with too many in a row.</summary>
internal sealed class LockOut(WebhooksDbContext context, AccessOptions options, TimeProvider clock)
{
    /// <summary>
    /// Counts a check as failed until it has succeeded; the last one allowed locks the user out. False = no check is allowed.
    /// </summary>
    public async Task<bool> TryTakeTryAsync(long userNo, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        DateTimeOffset? lockedUntil = now + options.LockedOutFor;
        var most = options.MaxFailedSignIns;
        var unlocked = context.Users.Where(user => user.Id == userNo && (user.LockoutEnd == null || user.LockoutEnd <= now));
        return await unlocked.ExecuteUpdateAsync(
            user => user
                .SetProperty(row => row.LockoutEnd, row => row.AccessFailedCount + 1 >= most ? lockedUntil : null)
                .SetProperty(row => row.AccessFailedCount, row => row.AccessFailedCount + 1 >= most ? 0 : row.AccessFailedCount + 1),
            cancellationToken) == 1;
    }

    /// <summary>
    /// Returns the tries of checks that did not decide, and leaves the wrong ones before them. Such is a right password that is one half of
    /// a sign-in: if it cleared them, a person who knows the password could enter it in between, and guess codes without end. Such is also
    /// a password that was another user's of the same address.
    /// </summary>
    public async Task ReturnTriesAsync(IReadOnlyCollection<long> userNos, CancellationToken cancellationToken)
    {
        if (userNos.Count == 0)
        {
            return;
        }

        var most = options.MaxFailedSignIns;
        // Locked out now, it was this try or one beside it that did so: the count then began at 0 again.
        await context.Users.Where(row => userNos.Contains(row.Id)).ExecuteUpdateAsync(
            user => user
                .SetProperty(
                    row => row.AccessFailedCount,
                    row => row.LockoutEnd != null ? most - 1 : row.AccessFailedCount > 0 ? row.AccessFailedCount - 1 : 0)
                .SetProperty(row => row.LockoutEnd, (DateTimeOffset?)null),
            cancellationToken);
    }

    /// <summary>A check succeeded.</summary>
    public Task ClearAsync(long userNo, CancellationToken cancellationToken) =>
        context.Users.Where(row => row.Id == userNo).ExecuteUpdateAsync(
            row => row
                .SetProperty(found => found.AccessFailedCount, 0)
                .SetProperty(found => found.LockoutEnd, (DateTimeOffset?)null),
            cancellationToken);
}
