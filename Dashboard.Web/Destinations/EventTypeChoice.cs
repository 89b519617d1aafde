using System.Text.Json;
using Webhooks.Client;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>An event type that a destination can be told of.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">When it happens.</param>
/// <param name="Example">What a receiver gets, as indented JSON.</param>
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
