using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Persistence;

namespace Webhooks.Api.Access;

/// <summary>Counts the wrong passwords of users, and locks out who has too many in a row.</summary>
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

    /// <summary>The check was meant for another user of the same address.</summary>
    public async Task GiveBackAsync(IReadOnlyCollection<long> userNos, CancellationToken cancellationToken)
    {
        if (userNos.Count == 0)
        {
            return;
        }

        var beforeLast = options.MaxFailedSignIns - 1;
        await context.Users.Where(row => userNos.Contains(row.Id)).ExecuteUpdateAsync(
            row => row
                .SetProperty(found => found.AccessFailedCount, found => found.AccessFailedCount == 0 ? beforeLast : found.AccessFailedCount - 1)
                .SetProperty(found => found.LockoutEnd, (DateTimeOffset?)null),
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
