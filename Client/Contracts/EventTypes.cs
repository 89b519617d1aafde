using System.Text.Json;

namespace Webhooks.Client;

/// <summary>A type of event that destinations can subscribe to.</summary>
public sealed record EventTypeResponse
{
    /// <summary>Its name, such as <c>conversation.created</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it fires.</summary>
    public required string Description { get; init; }

    /// <summary>JSON Schema (draft 2020-12) of what a destination receives: the whole envelope.</summary>
    public required JsonElement Schema { get; init; }

    /// <summary>What a destination receives, as an example: the whole envelope.</summary>
    public required JsonElement Example { get; init; }
}
