using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>The role of a member in its tenant: what it may do.</summary>
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
/// <param name="SecondFactor">Whether signing in as this user needs a second factor.</param>
public sealed record MemberResponse(
    string UserId, string Email, string Name, string Role, DateTimeOffset CreatedAt, bool SecondFactor);

/// <summary>Invites a person to a tenant.</summary>
/// <param name="Email">E-mail address of the person. The link is sent to it where the service sends mail; else pass it on yourself.</param>
/// <param name="Role">One of <see cref="MemberRole"/>.</param>
public sealed record InviteMemberRequest(
    [property: Text(FieldLimits.Email)] string Email, [property: OneOf(typeof(MemberRole))] string Role);

/// <summary>Changes the role of a member.</summary>
/// <param name="Role">One of <see cref="MemberRole"/>.</param>
public sealed record ChangeMemberRequest([property: OneOf(typeof(MemberRole))] string Role);

/// <summary>Lets one person become a member of a tenant, once.</summary>
public sealed record InvitationResponse
{
    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>The invited address; absent when the invitee enters it on acceptance.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Email { get; init; }

    /// <summary>One of <see cref="MemberRole"/>.</summary>
    public required string Role { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ceases to work.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether it was sent to the address. Then nobody else has the token, and accepting it shows whose the address is.</summary>
    public required bool Mailed { get; init; }

    /// <summary>The token that accepts it, once. Only in the answer to its creation, and only when it was not sent by mail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    /// <summary>The page that accepts it. Only beside the token, and only when the address of the dashboard is configured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Uri? Url { get; init; }
}

/// <summary>A link by which a member chooses a new password, once.</summary>
public sealed record PasswordResetResponse
{
    /// <summary>Whether it was sent to the member's address; then nobody else has the token.</summary>
    public required bool Mailed { get; init; }

    /// <summary>When it ceases to work.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The token for <c>POST /auth/reset-password</c>; absent when it was sent by mail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    /// <summary>The page that takes it. Only beside the token, and only when the address of the dashboard is configured.</summary>
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
public sealed record SetProjectMemberRequest([property: OneOf(typeof(ApiKeyRole))] string Role);
