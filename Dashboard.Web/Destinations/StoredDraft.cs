using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A custom header in a form.</summary>
public sealed class HeaderDraft
{
    /// <summary>Names its row while rows come and go: <c>new-1</c>, or <c>stored-</c> and the name it is stored by.</summary>
    public string Row { get; init; } = "";

    /// <summary>Name as typed.</summary>
    public string Name { get; set; } = "";

    /// <summary>Value as typed.</summary>
    public string Value { get; set; } = "";

    /// <summary>Whether nothing has been typed.</summary>
    public bool IsEmpty => Name.Trim().Length == 0 && Value.Length == 0;
}

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
