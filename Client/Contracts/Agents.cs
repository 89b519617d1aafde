using System.Text.Json.Serialization;

namespace Webhooks.Client;

/// <summary>An agent of a project.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Name">Name shown to people.</param>
/// <param name="RunUrl">Where an invocation is posted; absent when the agent takes none.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record AgentResponse(
    string Id,
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RunUrl,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);

/// <summary>Creates an agent.</summary>
/// <param name="Id">Identifier, 1 to 255 of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
/// <param name="Name">Name shown to people, not empty.</param>
/// <param name="RunUrl">Absolute http or https URL an invocation is posted to.</param>
public sealed record CreateAgentRequest(
    string Id,
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? RunUrl = null);
