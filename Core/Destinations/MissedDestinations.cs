using System.Globalization;

namespace Webhooks.Core.Destinations;

/// <summary>Why a destination did not get an event.</summary>
[Flags]
public enum MissReason
{
    /// <summary>It does not subscribe to the event's type.</summary>
    Type = 1,

    /// <summary>It is scoped to agents, and the event belongs to none of them.</summary>
    Agent = 2,
}

/// <summary>
/// Why an event matched nothing, as it was when the event was published: for each of the first destinations the reason, and how many
/// destinations there were. Stored as short text, <c>137:12t,15a,18ta</c>, and only with events that matched nothing.
/// </summary>
/// <param name="Total">Destinations the project had.</param>
/// <param name="First">The first of them, at most <see cref="Kept"/>.</param>
public sealed record MissedDestinations(int Total, IReadOnlyList<(long DestinationNo, MissReason Reason)> First)
{
    /// <summary>How many reasons are kept.</summary>
    public const int Kept = 100;

    /// <summary>The value for an event that matched something, or for a project without destinations.</summary>
    public static MissedDestinations None { get; } = new(0, []);

    /// <summary>The reasons when nothing matched; null when something did.</summary>
    public static MissedDestinations? IfNone(long[] matched, ProjectDestinations destinations, string type, string? agentId) =>
        matched.Length == 0 ? Of(destinations, type, agentId) : null;

    /// <summary>The reasons for an event that none of these destinations matches.</summary>
    public static MissedDestinations Of(ProjectDestinations destinations, string type, string? agentId) => new(
        destinations.Subscriptions.Count,
        [
            .. destinations.Subscriptions.Take(Kept)
                .Select(subscription => (subscription.DestinationNo, SubscriptionMatcher.WhyNot(subscription, type, agentId))),
        ]);

    /// <summary>Reads <see cref="ToString"/> back.</summary>
    public static MissedDestinations Parse(string? text)
    {
        if (text is null)
        {
            return None;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new MissedDestinations(
            int.Parse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture),
            [.. text[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ParseOne)]);
    }

    /// <summary>The stored text.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Total}:{string.Join(',', First.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.DestinationNo}{LettersOf(one.Reason)}")))}");

    private static (long, MissReason) ParseOne(string text)
    {
        var number = text.TrimEnd('t', 'a');
        var reason = (text.Contains('t', StringComparison.Ordinal) ? MissReason.Type : 0) | (
            text.Contains('a', StringComparison.Ordinal) ? MissReason.Agent : 0);
        return (long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture), reason);
    }

    private static string LettersOf(MissReason reason) =>
        (reason.HasFlag(MissReason.Type) ? "t" : string.Empty) + (reason.HasFlag(MissReason.Agent) ? "a" : string.Empty);
}
