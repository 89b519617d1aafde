using System.Text.Json;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>The choices that the form of a destination offers.</summary>
/// <param name="Agents">The agents of the project.</param>
/// <param name="EventTypes">The event types there are.</param>
public sealed record FormChoices(IReadOnlyList<Place> Agents, IReadOnlyList<EventTypeChoice> EventTypes)
{
    private const int Most = 100;

    /// <summary>Nothing is known yet.</summary>
    public static FormChoices None { get; } = new([], []);

    /// <summary>Asks the Api.</summary>
    internal static async Task<FormChoices> LoadAsync(WebhooksClient api, ProjectAddress scope, CancellationToken cancellationToken)
    {
        var agents = api.ListAgentsAsync(scope.TenantId, scope.ProjectId, limit: Most, cancellationToken: cancellationToken);
        var types = api.ListEventTypesAsync(scope.TenantId, scope.ProjectId, limit: Most, cancellationToken: cancellationToken);
        await Task.WhenAll(agents, types);
        return new FormChoices(
            [.. (await agents).Data.Select(agent => new Place(agent.Id, agent.Name))], [.. (await types).Data.Select(EventTypeChoice.Of)]);
    }
}

/// <summary>An event type that a destination can receive.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">When it happens.</param>
/// <param name="Example">The body that a receiver gets, as indented JSON.</param>
public sealed record EventTypeChoice(string Name, string Description, string Example)
{
    private static readonly JsonSerializerOptions Indented = new(WebhooksJson.Options) { WriteIndented = true };

    /// <summary>The choice of what the Api lists.</summary>
    public static EventTypeChoice Of(EventTypeResponse type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new EventTypeChoice(type.Type, type.Description, JsonSerializer.Serialize(type.Example, Indented));
    }
}
