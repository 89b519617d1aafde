using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.Access;

/// <summary>
/// Finds the user behind a session token, and what that user may do. Answers are kept for a few seconds: what another process changes
/// counts within <see cref="KeptFor"/>, what this process changes at once. Using a session prolongs it.
/// </summary>
internal sealed class SessionDirectory(IDbContextFactory<WebhooksDbContext> contexts, AccessOptions options, TimeProvider clock)
{
    /// <summary>How long an answer is trusted, at most.</summary>
    public static readonly TimeSpan KeptFor = ApiKeyDirectory.KeptFor;

    /// <summary>How exact the last use is kept, at least; a busy session would otherwise write it all the time.</summary>
    private static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    private const int GrantBytes = 48;

    private readonly RecentlyUsed<Credential, Answer> known = new(mostBytes: 32 * 1024 * 1024, BytesOf);

    /// <summary>Apart from the known ones, so that guessing pushes none of them out.</summary>
    private readonly RecentlyUsed<Credential, Answer> unknown = new(mostBytes: 2 * 1024 * 1024, BytesOf);

    private readonly SharedReads<(Credential Credential, long Generation), Answer> reads = new();
    private readonly TimeSpan keptFor = TimeSpan.FromTicks(Math.Min(KeptFor.Ticks, options.SessionIdle.Ticks / 4));
    private long generation;

    /// <summary>The caller, or null for a session that is unknown or has ended.</summary>
    /// <param name="token">The session.</param>
    /// <param name="atMostAgo">How old the answer may be.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<Caller?> FindAsync(Credential token, TimeSpan atMostAgo, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var trusted = atMostAgo < keptFor ? atMostAgo : keptFor;
        if (!(known.TryGet(token, out var answer) || unknown.TryGet(token, out answer)) || answer.ReadAt + trusted < now
            || answer.Generation != Volatile.Read(ref generation))
        {
            answer = await reads.GetAsync((token, Volatile.Read(ref generation)), ReadAsync, cancellationToken);
        }

        return answer.Caller is not null && answer.ExpiresAt > now ? answer.Caller : null;
    }

    /// <summary>Makes a sign-out, or a change of what users may do, count at once in this process.</summary>
    /// <remarks>A read that is under way may have seen what was before; its answer is for those who already wait for it only.</remarks>
    public void Forget() => Interlocked.Increment(ref generation);

    /// <summary>Whether the session was good when it was last checked, perhaps a while ago.</summary>
    public bool Knows(Credential token) => known.TryGet(token, out _);

    private static long BytesOf(Credential credential, Answer answer) =>
        answer.Caller is { } caller ? 1_024 + (GrantBytes * (caller.Grants.Count + caller.MemberOf.Count)) : 0;

    private async Task<Answer> ReadAsync((Credential Credential, long Generation) wanted)
    {
        await using var context = await contexts.CreateDbContextAsync();
        var answer = await ReadAsync(context, wanted);
        (answer.Caller is null ? known : unknown).Forget(wanted.Credential);
        return (answer.Caller is null ? unknown : known).Keep(wanted.Credential, answer);
    }

    private async Task<Answer> ReadAsync(WebhooksDbContext context, (Credential Credential, long Generation) wanted)
    {
        var now = clock.GetUtcNow();
        var hash = wanted.Credential.ToHash();
        var session = await context.Sessions.AsNoTracking().SingleOrDefaultAsync(row => row.TokenHash == hash);
        if (session is null || session.ExpiresAt <= now)
        {
            return new Answer(now, wanted.Generation, null, now);
        }

        var user = await context.Users.AsNoTracking().SingleAsync(row => row.Id == session.UserNo);
        var memberships =
            await context.Members.AsNoTracking().Where(row => row.UserNo == user.Id).OrderBy(row => row.TenantNo).ToListAsync();
        var roles = await (
            from role in context.ProjectMembers.AsNoTracking()
            where role.UserNo == user.Id
            join project in context.Projects on role.ProjectNo equals project.ProjectNo
            select new Grant(project.TenantNo, project.ProjectNo, role.Role)).ToListAsync();
        var actor = new Actor(Actor.UserKind, user.PublicId, user.Address);
        var caller = new Caller
        {
            Actor = actor,
            RateKey = RequestLimits.KeyOf(RequestLimits.PerCaller, actor),
            Session = new CallerSession(session.SessionNo, user.Id),
            MemberOf = [.. memberships.Select(member => member.TenantNo)],
            Grants =
            [
                .. memberships.Where(member => member.Role is TenantRole.Admin)
                .Select(member => new Grant(member.TenantNo, null, Role.Admin)),
                // A role in a project is worth nothing without the membership in its tenant.
                .. roles.Where(role => memberships.Exists(member => member.TenantNo == role.TenantNo && member.Role is TenantRole.Member)),
            ],
        };
        return new Answer(now, wanted.Generation, caller, await ProlongAsync(context, session, now));
    }

    /// <summary>Notes the use, unless the last one was noted just now.</summary>
    private async Task<DateTimeOffset> ProlongAsync(WebhooksDbContext context, Session session, DateTimeOffset now)
    {
        var grain = TimeSpan.FromTicks(Math.Min(UseGrain.Ticks, options.SessionIdle.Ticks / 10));
        if (now - session.LastUsedAt < grain)
        {
            return session.ExpiresAt;
        }

        var expiresAt = now + options.SessionIdle < session.EndsAt ? now + options.SessionIdle : session.EndsAt;
        await context.Sessions.Where(row => row.SessionNo == session.SessionNo)
            .ExecuteUpdateAsync(row => row.SetProperty(found => found.LastUsedAt, now).SetProperty(found => found.ExpiresAt, expiresAt));
        return expiresAt;
    }

    private sealed record Answer(DateTimeOffset ReadAt, long Generation, Caller? Caller, DateTimeOffset ExpiresAt);
}
