using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Destinations;

namespace Webhooks.Dashboard.Web.Overview;

/// <summary>A destination that needs attention.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Name">Its name, or its id when that is not known.</param>
/// <param name="Level">bad or wait.</param>
/// <param name="Title">The trouble, in a word.</param>
/// <param name="Reason">Why, as a sentence; null when nothing says it.</param>
/// <param name="OpenUntil">Its breaker is open, and one delivery is tried then; null = it is closed.</param>
public sealed record TroubledDestination(
    string Id, string Name, string Level, string Title, string? Reason, DateTimeOffset? OpenUntil = null)
{
    /// <summary>How many are shown at most.</summary>
    public const int Most = 10;

    /// <summary>
    /// The destinations in trouble, each once and by the worst of it: disabled by the service, an open breaker, failed deliveries,
    /// deliveries that wait for another attempt, paused by a user.
    /// </summary>
    /// <param name="paused">Destinations that get nothing now.</param>
    /// <param name="listed">Destinations with their names; deliveries of others are left out.</param>
    /// <param name="failed">Deliveries that failed in the time that is shown, newest first.</param>
    /// <param name="retrying">Deliveries that wait for another attempt, newest first.</param>
    internal static IReadOnlyList<TroubledDestination> Of(
        IReadOnlyList<WebhookDestinationResponse> paused,
        IReadOnlyList<WebhookDestinationResponse> listed,
        IReadOnlyList<DeliveryResponse> failed,
        IReadOnlyList<DeliveryResponse> retrying)
    {
        var names = listed.ToDictionary(one => one.Id, one => one.Name);
        // A destination that was deleted is beyond help, and has no name any more.
        var found = paused.Where(one => one.DisabledReason is not null)
            .Select(one => new TroubledDestination(one.Id, one.Name, "bad", "Disabled", one.DisabledReason))
            .Concat(listed.Where(one => one.OpenUntil is not null)
                .Select(one => new TroubledDestination(one.Id, one.Name, "bad", HealthWords.BreakerOpen, "Sending paused.", one.OpenUntil)))
            .Concat(From(failed, "bad", "Failing"))
            .Concat(From(retrying, "wait", "Retrying"))
            .Concat(paused.Where(one => one.DisabledReason is null)
                .Select(one => new TroubledDestination(one.Id, one.Name, "wait", "Paused", "Paused by a user; deliveries are held.")));
        return [.. found.DistinctBy(one => one.Id).Take(Most)];

        IEnumerable<TroubledDestination> From(IEnumerable<DeliveryResponse> deliveries, string level, string title) => deliveries
            .DistinctBy(delivery => delivery.DestinationId)
            .Where(delivery => names.ContainsKey(delivery.DestinationId))
            .Select(
                delivery => new TroubledDestination(delivery.DestinationId, names[delivery.DestinationId], level, title, delivery.Reason));
    }
}
