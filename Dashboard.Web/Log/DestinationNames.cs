using System.Net;
using Webhooks.Client;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Log;

/// <summary>
/// Names of a project's destinations by id. They change seldom, so they are loaded when one is missing, not every second.
/// </summary>
internal sealed class DestinationNames
{
    private const int Most = 100;
    private const int AskedAtOnce = 10;

    /// <summary>The names, as far as they were loaded; a deleted destination is named by its id.</summary>
    public Dictionary<string, string> ById { get; private set; } = [];

    /// <summary>Whether the project's destinations were loaded already.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Whether the project has a destination.</summary>
    public bool HasAny { get; private set; }

    /// <summary>Whether the project may have destinations besides those that are known.</summary>
    public bool MayHaveMore => ById.Count >= Most;

    /// <summary>Takes what another instance of the page has loaded.</summary>
    public void TakeOver(Dictionary<string, string>? names)
    {
        (ById, IsLoaded, HasAny) = names is null ? ([], false, false) : (names, true, names.Count > 0);
    }

    /// <summary>Name of a destination.</summary>
    public string Of(string id) => ById.GetValueOrDefault(id, id);

    /// <summary>
    /// Makes sure that these are known. The first hundred destinations of a project are; others are asked for one by one, a few each time,
    /// and are named by their id until then.
    /// </summary>
    public async Task EnsureAsync(WebhooksClient api, ProjectAddress scope, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        if (!IsLoaded || !HasAny)
        {
            var destinations = await api.ListWebhookDestinationsAsync(
                scope.TenantId, scope.ProjectId, limit: Most, cancellationToken: cancellationToken);
            ById = destinations.Data.ToDictionary(destination => destination.Id, destination => destination.Name);
            (IsLoaded, HasAny) = (true, ById.Count > 0);
        }

        var unknown = ids.Distinct().Where(id => !ById.ContainsKey(id)).Take(AskedAtOnce).ToArray();
        var names = await Task.WhenAll(unknown.Select(id => FindNameAsync(api, scope, id, cancellationToken)));
        foreach (var (id, name) in unknown.Zip(names))
        {
            ById[id] = name ?? id;
        }
    }

    private static async Task<string?> FindNameAsync(
        WebhooksClient api, ProjectAddress scope, string id, CancellationToken cancellationToken)
    {
        try
        {
            return (await api.GetWebhookDestinationAsync(scope.TenantId, scope.ProjectId, id, cancellationToken)).Name;
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
