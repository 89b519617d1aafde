using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>The role of an API key: what its holder may do.</summary>
public static class ApiKeyRole
{
    /// <summary>Sees everything but secrets.</summary>
    public const string Viewer = "viewer";

    /// <summary>Changes destinations, agents and triggers.</summary>
    public const string Editor = "editor";

    /// <summary>Publishes events.</summary>
    public const string Publisher = "publisher";

    /// <summary>Does everything, API keys and secrets included.</summary>
    public const string Admin = "admin";

    /// <summary>All roles.</summary>
    public static IReadOnlyList<string> All { get; } = [Viewer, Editor, Publisher, Admin];
}

/// <summary>An API key. The key itself is told once, when it is created.</summary>
public sealed record ApiKeyResponse
{
    /// <summary>Days without a use after which a key is said to be unused.</summary>
    public const int UnusedAfterDays = 30;

    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Name shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>One of <see cref="ApiKeyRole"/>.</summary>
    public required string Role { get; init; }

    /// <summary>The one project the key is good for; absent when it is good for the whole tenant.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProjectId { get; init; }

    /// <summary>First characters of the key, to recognise it by.</summary>
    public required string Prefix { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ceases to work; absent when it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used; absent when it never was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>IP address it was last used from; absent when it never was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LastUsedAddress { get; init; }

    /// <summary>For how many days it has not been used, from 30 on: revoke it if nothing needs it. Absent while it is in use.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? UnusedDays { get; init; }

    /// <summary>The IP addresses and networks it may be used from; absent when it may be used from anywhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? AllowedNetworks { get; init; }

    /// <summary>The key itself. Only in the answer to its creation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }
}

/// <summary>Creates an API key.</summary>
/// <param name="Name">Name shown to people, not empty.</param>
/// <param name="Role">One of <see cref="ApiKeyRole"/>.</param>
/// <param name="ProjectId">The one project the key is good for; the whole tenant when left out.</param>
/// <param name="ExpiresAt">When it ceases to work, in the future; never when left out.</param>
/// <param name="AllowedNetworks">
/// 1 to 20 IP addresses and networks such as <c>203.0.113.0/24</c> it may be used from; anywhere when left out.
/// </param>
public sealed record CreateApiKeyRequest(
    [property: Text(255)] string Name,
    [property: OneOf(typeof(ApiKeyRole))] string Role,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Text(255)] string? ProjectId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ExpiresAt = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Length(1, FieldLimits.Networks), Text(FieldLimits.Network)]
    IReadOnlyList<string>? AllowedNetworks = null);
