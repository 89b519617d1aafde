using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Limits;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.Access;

/// <summary>
/// How often the Api lets things be done, by all its processes together (docs/limits.md). An authentication attempt takes from a limit
/// before its credential is checked, and a good credential refunds it: of any number of guesses at once, no more than allowed are checked.
/// </summary>
internal sealed class RequestLimits(SharedRates rates, LimitsOptions limits)
{
    /// <summary>The name of the limit of <see cref="Caller.RateKey"/>.</summary>
    public const string PerCaller = "caller";

    private readonly RateLimit perCaller = new(limits.RequestBurstPerKey, limits.RequestsPerSecondPerKey);
    private readonly RateLimit perAddress = RateLimit.PerMinute(limits.BadCredentialsPerMinutePerAddress);
    private readonly RateLimit perTrigger = RateLimit.PerMinute(limits.BadCredentialsPerMinutePerTrigger);
    private readonly RateLimit signInsPerAddress = RateLimit.PerMinute(limits.FailedSignInsPerMinutePerAddress);
    private readonly RateLimit signInsPerUser = RateLimit.PerMinute(limits.FailedSignInsPerMinutePerUser);
    private readonly RateLimit resetMails = RateLimit.PerHour(limits.ResetMailsPerHourPerAddress);
    private readonly RateLimit invitationMails = RateLimit.PerHour(limits.InvitationMailsPerHourPerTenant);
    private readonly RateLimit testsPerCaller = RateLimit.PerMinute(limits.TestsPerMinutePerCaller);

    /// <summary>A request of a caller that is known.</summary>
    /// <returns>null = it may be handled; else how long to wait.</returns>
    public ValueTask<TimeSpan?> RefuseAsync(Caller caller) => rates.RefuseAsync(caller.RateKey, perCaller);

    /// <summary>
    /// A test event. By key or person and not by session, because signing in again is easy; nor by destination, because a scanner makes a
    /// new one for each port.
    /// </summary>
    public ValueTask<TimeSpan?> RefuseTestAsync(Actor actor) => rates.RefuseAsync(KeyOf("test", actor), testsPerCaller);

    /// <summary>An invocation of a trigger that authenticated itself.</summary>
    public ValueTask<TimeSpan?> RefuseInvocationAsync(Trigger trigger) =>
        rates.RefuseAsync(RateKey.Of("invocations", $"{trigger.TriggerNo}"), RateLimit.PerMinute(trigger.RateLimitPerMinute));

    /// <summary>A key or session that this process has not seen to be good lately.</summary>
    public Task<Tries> TryCredentialAsync(string address) => TryAsync((RateKey.Of("credentials", address), perAddress));

    /// <summary>A request to a trigger, which may or may not be there.</summary>
    public Task<Tries> TryTriggerAsync(string address, string path) =>
        TryAsync((RateKey.Of("credentials", address), perAddress), (RateKey.Of("trigger", path), perTrigger));

    /// <summary>A password or invitation.</summary>
    /// <param name="address">Where it comes from; null = a user is known to sign in from there.</param>
    /// <param name="user">The user it is said to belong to; null = no particular user.</param>
    public Task<Tries> TrySignInAsync(string? address, string? user)
    {
        (RateKey, RateLimit)[] wanted =
        [
            .. address is null ? [] : new[] { (RateKey.Of("sign-in", address), signInsPerAddress) },
            .. user is null ? [] : new[] { (RateKey.Of("user", user), signInsPerUser) },
        ];
        return TryAsync(wanted);
    }

    /// <summary>A mail with a link for a new password.</summary>
    /// <param name="from">Where it is asked for.</param>
    /// <param name="to">Where it goes, whether it has a user or not.</param>
    public Task<Tries> TryResetMailAsync(string from, EmailAddress to) =>
        TryAsync((RateKey.Of("sign-in", from), signInsPerAddress), (RateKey.Of("reset mail", to.Normalized), resetMails));

    /// <summary>An invitation by mail.</summary>
    public ValueTask<TimeSpan?> RefuseInvitationMailAsync(long tenantNo) =>
        rates.RefuseAsync(RateKey.Of("invitation mail", $"{tenantNo}"), invitationMails);

    public static RateKey KeyOf(string limit, Actor actor) => RateKey.Of(limit, $"{actor.Kind} {actor.Id}");

    private async Task<Tries> TryAsync(params (RateKey Key, RateLimit Limit)[] wanted)
    {
        var tries = new Tries(rates);
        foreach (var (key, limit) in wanted)
        {
            if (await rates.RefuseAsync(key, limit) is { } wait)
            {
                tries.Dispose();
                return new Tries(rates) { Wait = wait };
            }

            tries.Add(key);
        }

        return tries;
    }
}

/// <summary>The share of the limits that a try has taken; disposing of it refunds that unless it was spent.</summary>
internal sealed class Tries(SharedRates rates) : IDisposable
{
    private readonly List<RateKey> keys = [];

    /// <summary>How long to wait before the next try; null = this one may be checked.</summary>
    public TimeSpan? Wait { get; init; }

    public void Add(RateKey key) => keys.Add(key);

    /// <summary>Uses up the try, because the credential was bad.</summary>
    public void Spend() => keys.Clear();

    public void Dispose() => keys.ForEach(rates.Refund);
}
