using Webhooks.Client;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A page of the list.</summary>
/// <param name="Rows">The destinations.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Pages">How many pages there are.</param>
/// <param name="Held">What is held, by destination; only for those that something waits for.</param>
public sealed record DestinationPage(IReadOnlyList<DestinationRow> Rows, int Total, int Pages, IReadOnlyDictionary<string, QueuedDestination> Held);
