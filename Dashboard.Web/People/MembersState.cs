using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.People;

/// <summary>Members with their roles, as the page of members shows them.</summary>
/// <param name="Members">One page of the members of the tenant.</param>
/// <param name="ProjectRoles">Roles of members in the project that is shown, by user.</param>
/// <param name="Invitations">Pending invitations, newest first.</param>
public sealed record MembersState(
    PageResponse<MemberResponse> Members, IReadOnlyDictionary<string, string> ProjectRoles, IReadOnlyList<InvitationResponse> Invitations)
{
    /// <summary>Most people of one project, and most invitations, that are looked at.</summary>
    public const int Most = 100;

    /// <summary>A member's role in the project, in words.</summary>
    public string ProjectRoleOf(MemberResponse member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return ProjectRoles.GetValueOrDefault(member.UserId) ?? "none";
    }
}
