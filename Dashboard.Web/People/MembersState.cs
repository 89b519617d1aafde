using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.People;

/// <summary>Who may do what, as the page of members shows it.</summary>
/// <param name="Members">One page of the members of the tenant.</param>
/// <param name="ProjectRoles">What members may do in the project that is shown, by user.</param>
/// <param name="Invitations">Who was invited and has not come yet, newest first.</param>
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
