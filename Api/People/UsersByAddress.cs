using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>
/// The users of an e-mail address: the one who has shown that it is theirs, and those who were made without (decision 0057).
/// </summary>
internal sealed class UsersByAddress(WebhooksDbContext context, TimeProvider clock)
{
    /// <summary>Users of one address; each makes a sign-in there take longer.</summary>
    public const int Most = 8;

    /// <summary>The one who has shown it first, then the oldest.</summary>
    public static IQueryable<User> Of(WebhooksDbContext context, EmailAddress address) =>
        context.Users.Where(user => user.NormalizedUserName == address.Normalized)
            .OrderBy(user => user.ProvenAt == null).ThenBy(user => user.Id).Take(Most);

    /// <inheritdoc cref="Of"/>
    public async Task<IReadOnlyList<User>> FindAsync(EmailAddress address, CancellationToken cancellationToken) =>
        await Of(context, address).ToListAsync(cancellationToken);

    /// <summary>Notes that a user receives mail at its address, unless another one has shown that already.</summary>
    public Task ProveAsync(User user, CancellationToken cancellationToken)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        return context.Users
            .Where(row => row.Id == user.Id && row.ProvenAt == null
                && !context.Users.Any(other => other.NormalizedUserName == row.NormalizedUserName && other.ProvenAt != null))
            .ExecuteUpdateAsync(row => row.SetProperty(found => found.ProvenAt, now), cancellationToken);
    }
}
