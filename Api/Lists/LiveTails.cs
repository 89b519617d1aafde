using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Core.Database;

namespace Webhooks.Api.Lists;

/// <summary>
/// The live tails this process serves. Each asks the database about once a second, so their number is bounded, that of one caller and of
/// one tenant too, so that none takes all the places.
/// </summary>
internal sealed class LiveTails(
    CallerDirectory callers, ScopeDirectory scopes, LimitsOptions limits, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const int Most = 250;

    private readonly Lock gate = new();
    private readonly Dictionary<string, int> open = [];

    public TimeProvider Clock => clock;

    /// <summary>The host is stopping: a tail must not hold it up.</summary>
    public CancellationToken Stopping => lifetime.ApplicationStopping;

    /// <summary>Whether there is room for one more; disposing of the result gives it back. Null = there is none.</summary>
    public IDisposable? TryEnter(RequestScope scope)
    {
        (string Name, int Most)[] wanted =
        [
            ("all", Most),
            ($"tenant {scope.TenantNo}", limits.LiveTailsPerTenant),
            ($"{scope.Caller.Actor.Kind} {scope.Caller.Actor.Id}", limits.LiveTailsPerCaller),
        ];
        lock (gate)
        {
            if (wanted.Any(place => open.GetValueOrDefault(place.Name) >= place.Most))
            {
                return null;
            }

            foreach (var (name, _) in wanted)
            {
                open[name] = open.GetValueOrDefault(name) + 1;
            }
        }

        return new Places(this, [.. wanted.Select(place => place.Name)]);
    }

    /// <summary>
    /// Whether the caller's key or session still is good and allows what the tail shows. It goes on while that cannot be checked.
    /// </summary>
    public async Task<bool> MayGoOnAsync(HttpContext context)
    {
        try
        {
            return await callers.LookAgainAsync(context, ApiKeyDirectory.KeptFor) is { } caller
                && context.GetEndpoint()?.Metadata.GetMetadata<AccessRule>() is { } rule
                && (await scopes.AdmitAsync(context, rule, caller)).Problem is null;
        }
        catch (Exception exception) when (DatabaseTroubles.Find(exception) is not null)
        {
            return true;
        }
    }

    private void Leave(IReadOnlyList<string> names)
    {
        lock (gate)
        {
            foreach (var name in names)
            {
                if (--open[name] == 0)
                {
                    open.Remove(name);
                }
            }
        }
    }

    private sealed class Places(LiveTails tails, IReadOnlyList<string> names) : IDisposable
    {
        public void Dispose() => tails.Leave(names);
    }
}
