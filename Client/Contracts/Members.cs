using System.Text.Json.Serialization;

namespace Webhooks.Client;

/// <summary>What a member may do in its tenant.</summary>
public static class MemberRole
{
    /// <summary>Everything in the tenant and in all of its projects.</summary>
    public const string Admin = "admin";

    /// <summary>Sees the tenant, and those of its projects in which it has a role.</summary>
    public const string Member = "member";

    /// <summary>All roles.</summary>
    public static IReadOnlyList<string> All { get; } = [Admin, Member];
}

/// <summary>A user in a tenant.</summary>
/// <param name="UserId">Identifier of the user.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Name">Name shown to people.</param>
/// <param name="Role">One of <see cref="MemberRole"/>.</param>
/// <param name="CreatedAt">Since when it is a member.</param>
public sealed record MemberResponse(string UserId, string Email, string Name, string Role, DateTimeOffset CreatedAt);

/// <summary>Invites a person to a tenant.</summary>
/// <param name="Email">E-mail address of the person. Nothing is sent to it: pass the link on.</param>
/// <param name="Role">One of <see cref="MemberRole"/>.</param>
public sealed record InviteMemberRequest(string Email, string Role);

/// <summary>Changes the role of a member.</summary>
/// <param name="Role">One of <see cref="MemberRole"/>.</param>
public sealed record ChangeMemberRequest(string Role);

/// <summary>Lets one person become a member of a tenant, once.</summary>
public sealed record InvitationResponse
{
    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Whom it is for; absent when whoever accepts it says so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Email { get; init; }

    /// <summary>One of <see cref="MemberRole"/>.</summary>
    public required string Role { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ceases to work.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What is accepted, once. Only in the answer to its creation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    /// <summary>The page that accepts it. Only in the answer to its creation, and only when the address of the dashboard is configured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Uri? Url { get; init; }
}

/// <summary>A user who may act in a project.</summary>
/// <param name="UserId">Identifier of the user.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Name">Name shown to people.</param>
/// <param name="Role">One of <see cref="ApiKeyRole"/>.</param>
/// <param name="Inherited">True: <c>admin</c> by being one of the tenant, which is changed there.</param>
public sealed record ProjectMemberResponse(string UserId, string Email, string Name, string Role, bool Inherited);

/// <summary>Gives a member of the tenant a role in a project.</summary>
/// <param name="Role">One of <see cref="ApiKeyRole"/>.</param>
public sealed record SetProjectMemberRequest(string Role);
