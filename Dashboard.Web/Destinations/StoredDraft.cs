using Webhooks.Client;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A state of a destination that is stored.</summary>
/// <param name="Name">Its name then.</param>
/// <param name="ETag">Names the state.</param>
/// <param name="Draft">The draft that changes nothing of it.</param>
public sealed record StoredDraft(string Name, string ETag, DestinationDraft Draft)
{
    /// <summary>The state that the Api shows.</summary>
    public static StoredDraft Of(WebhookDestinationResponse destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return new StoredDraft(destination.Name, destination.ETag ?? "", DestinationDraft.Of(destination));
    }
}
