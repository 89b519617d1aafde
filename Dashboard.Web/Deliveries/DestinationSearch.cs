using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Deliveries;

/// <summary>The result of a search for a destination, and which of them the user means.</summary>
/// <param name="Found">The first of them, by name.</param>
/// <param name="Total">How many there are.</param>
public sealed record DestinationSearch(IReadOnlyList<Place> Found, int Total)
{
    private const int MostOffered = 20;

    /// <summary>Nothing was found, or looked for.</summary>
    public static DestinationSearch Nothing { get; } = new([], 0);

    /// <summary>Asks the Api for those with a text in their name, description, URL, id or a tag.</summary>
    internal static async Task<DestinationSearch> FindAsync(
        WebhooksClient api, ProjectAddress scope, string text, CancellationToken cancellationToken)
    {
        var filter = new WebhookDestinationFilter { Search = text, Sort = WebhookDestinationSort.Name };
        var page = await api.ListWebhookDestinationsAsync(
            scope.TenantId, scope.ProjectId, filter, limit: MostOffered, cancellationToken: cancellationToken);
        return new DestinationSearch(
            [.. page.Data.Select(destination => new Place(destination.Id, destination.Name))], page.Pagination.Total);
    }

    /// <summary>How one of them is offered: by its name, with the id if others have that name as well.</summary>
    public string TextOf(Place destination) =>
        Found.Count(other => IsSame(other.Name, destination.Name)) > 1 ? $"{destination.Name} ({destination.Id})" : destination.Name;

    /// <summary>The one that is offered with this text or has this id; null = none.</summary>
    public Place? Named(string text) =>
        Found.FirstOrDefault(one => IsSame(TextOf(one), text)) ?? Found.FirstOrDefault(one => IsSame(one.Id, text));

    /// <summary>The one that was meant by the text that was looked for: the one with that name or id, or the only one.</summary>
    public Place? Meant(string text) => Named(text) ?? (Found is [var only] && Total == 1 ? only : null);

    /// <summary>Why it is not clear which one is meant, as a sentence.</summary>
    public string WhyNone() => Total == 0
        ? "No destination matches by name, description, URL, id or tag."
        : $"{Total} destinations match by name, description, URL, id or tag; select one, or type more.";

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.CurrentCultureIgnoreCase);
}
