using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.Access;

/// <summary>
/// Finds the caller behind an API key. Answers, also that there is none, are kept for a few seconds, so a key revoked by another
/// process stops working within <see cref="KeptFor"/>. Notes the last use of each key now and then, which also leaves an audit record
/// at most once an hour per key.
/// </summary>
internal sealed partial class ApiKeyDirectory(
    IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, TimeProvider clock, ILogger<ApiKeyDirectory> logger)
    : BackgroundService
{
    /// <summary>How long an answer is trusted.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan SaveEvery = TimeSpan.FromSeconds(30);

    /// <summary>How exact the last use is kept; a busy key would otherwise write it at every request.</summary>
    private static readonly TimeSpan UseGrain = TimeSpan.FromSeconds(1);

    /// <summary>Uses to be written at once; the next use of a key that was left out is noted after that.</summary>
    private const int MaxUses = 10_000;

    private const int AnswerBytes = 2_048;

    private readonly RecentlyUsed<Credential, Answer> known = new(mostBytes: 32 * 1024 * 1024, static (_, _) => AnswerBytes);

    /// <summary>Apart from the known ones, so that guessing pushes none of them out.</summary>
    private readonly RecentlyUsed<Credential, Answer> unknown = new(mostBytes: 2 * 1024 * 1024, static (_, _) => 0);

    private readonly ConcurrentDictionary<long, Use> uses = new();
    private readonly SharedReads<(Credential Credential, long Generation), Answer> reads = new();
    private long generation;

    /// <summary>The caller, or null for a key that is unknown, expired or revoked, or may not be used from there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="atMostAgo">How old the answer may be.</param>
    /// <param name="context">The request.</param>
    public async ValueTask<Caller?> FindAsync(Credential key, TimeSpan atMostAgo, HttpContext context)
    {
        var now = clock.GetUtcNow();
        if (!(known.TryGet(key, out var answer) || unknown.TryGet(key, out answer)) || answer.ReadAt + atMostAgo < now
            || answer.Generation != Volatile.Read(ref generation))
        {
            answer = await reads.GetAsync((key, Volatile.Read(ref generation)), ReadAsync, context.RequestAborted);
        }

        if (answer.Key is not { } found || found.ExpiresAt <= now
            || !NetworkList.Admits(found.AllowedNetworks, context.Connection.RemoteIpAddress))
        {
            return null;
        }

        if (uses.TryGetValue(found.ApiKeyNo, out var noted) ? now - noted.At > UseGrain : uses.Count < MaxUses)
        {
            uses[found.ApiKeyNo] = new Use(now, Origins.Of(context));
        }

        return answer.Caller;
    }

    /// <summary>Whether the key was good when it was last checked, perhaps a while ago.</summary>
    public bool Knows(Credential key) => known.TryGet(key, out _);

    /// <summary>Makes a revocation in this process count at once.</summary>
    public void Forget() => Interlocked.Increment(ref generation);

    /// <summary>Writes when keys were last used.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SaveEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SaveUsesAsync();
            }
        }
        finally
        {
            await SaveUsesAsync();
        }
    }

    private async Task<Answer> ReadAsync((Credential Credential, long Generation) wanted)
    {
        var now = clock.GetUtcNow();
        var hash = wanted.Credential.ToHash();
        await using var context = await contexts.CreateDbContextAsync();
        var found = await context.ApiKeys.AsNoTracking().SingleOrDefaultAsync(row => row.KeyHash == hash && row.RevokedAt == null);
        var answer = new Answer(now, wanted.Generation, found, found is null ? null : CallerOf(found));
        (found is null ? known : unknown).Forget(wanted.Credential);
        return (found is null ? unknown : known).Keep(wanted.Credential, answer);
    }

    private static Caller CallerOf(ApiKey key) => new()
    {
        Actor = new Actor(Actor.KeyKind, key.Id, key.Name),
        Grants = [new Grant(key.TenantNo, key.ProjectNo, key.Role)],
        Role = key.Role,
        RateKey = RequestLimits.KeyOf(RequestLimits.PerCaller, new Actor(Actor.KeyKind, key.Id, key.Name)),
    };

    private async Task SaveUsesAsync()
    {
        try
        {
            foreach (var apiKeyNo in uses.Keys)
            {
                if (uses.TryRemove(apiKeyNo, out var use))
                {
                    await audit.NoteKeyUseAsync(apiKeyNo, use.At, use.Origin, CancellationToken.None);
                }
            }
        }
        catch (Exception exception) when (exception is NpgsqlException || DatabaseTroubles.Find(exception) is not null)
        {
            ApiKeyDirectoryLog.LastUseNotSaved(logger, exception);
        }
    }

    private sealed record Use(DateTimeOffset At, Origin Origin);

    private sealed record Answer(DateTimeOffset ReadAt, long Generation, ApiKey? Key, Caller? Caller);

    private static partial class ApiKeyDirectoryLog
    {
        [LoggerMessage(EventIds.LastUseNotSaved, LogLevel.Warning, "The last use of API keys could not be saved.")]
        public static partial void LastUseNotSaved(ILogger logger, Exception exception);
    }
}
