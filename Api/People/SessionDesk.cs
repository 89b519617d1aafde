using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.People;

/// <summary>Opens sessions and ends them.</summary>
internal sealed class SessionDesk(WebhooksDbContext context, SessionDirectory directory, AccessOptions options, TimeProvider clock)
{
    /// <summary>A new session of a user, with its token, which is not kept anywhere.</summary>
    public async Task<(Session Session, string Token)> OpenAsync(User user, Origin origin, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var token = SecretToken.ForSession();
        var endsAt = now + options.SessionLifetime;
        var session = new Session
        {
            Id = Identifiers.Generate(),
            UserNo = user.Id,
            TokenHash = SecretToken.Hash(token),
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now + options.SessionIdle < endsAt ? now + options.SessionIdle : endsAt,
            EndsAt = endsAt,
            RemoteAddress = origin.RemoteAddress,
            UserAgent = origin.UserAgent,
        };
        await context.Sessions.Where(row => row.UserNo == user.Id && row.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        context.Sessions.Add(session);
        await context.SaveChangesAsync(cancellationToken);
        return (session, token);
    }

    /// <summary>Ends a session.</summary>
    public async Task EndAsync(long sessionNo, CancellationToken cancellationToken)
    {
        await context.Sessions.Where(row => row.SessionNo == sessionNo).ExecuteDeleteAsync(cancellationToken);
        directory.Forget();
    }

    /// <summary>Ends one of a user's sessions; false when there is none of this id.</summary>
    public async Task<bool> EndAsync(long userNo, string id, CancellationToken cancellationToken)
    {
        var ended = await context.Sessions.Where(row => row.UserNo == userNo && row.Id == id).ExecuteDeleteAsync(cancellationToken);
        directory.Forget();
        return ended > 0;
    }

    /// <summary>Ends all sessions of a user but this one.</summary>
    public async Task EndOthersAsync(CallerSession own, CancellationToken cancellationToken)
    {
        await context.Sessions.Where(row => row.UserNo == own.UserNo && row.SessionNo != own.SessionNo)
            .ExecuteDeleteAsync(cancellationToken);
        directory.Forget();
    }
}
