using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Projects;

/// <summary>
/// The user's permissions on this page; every page gets it as a cascading parameter. Only a courtesy: pages leave out what would
/// be refused, and the Api refuses it all the same.
/// </summary>
/// <param name="Role">The role in the project, one of <see cref="ApiKeyRole"/>; null = not known yet, or none.</param>
/// <param name="CanEdit">Change destinations, agents and triggers, repair deliveries, see secrets.</param>
/// <param name="CanManageProject">Give members roles in the project.</param>
/// <param name="CanManageTenant">Keys, members, projects and the audit log of the tenant.</param>
/// <param name="CanCreateTenants">Create tenants, and see the system page.</param>
public sealed record Rights(string? Role, bool CanEdit, bool CanManageProject, bool CanManageTenant, bool CanCreateTenants)
{
    /// <summary>Nothing but looking: until more is known, and when the Api does not say.</summary>
    public static Rights None { get; } = new(null, false, false, false, false);

    /// <summary>Why something is not offered, as a sentence.</summary>
    public string WhyNot => Role is null
        ? "You can view this but not change it."
        : $"Your role here is {Role}: you can view this but not change it.";

    /// <summary>The rights that follow from what the Api says.</summary>
    public static Rights Of(ProjectAccessResponse? access) => access is null
        ? None
        : new Rights(
            access.ProjectRole,
            access.ProjectRole is ApiKeyRole.Editor or ApiKeyRole.Admin,
            access.ProjectRole is ApiKeyRole.Admin,
            access.TenantRole is ApiKeyRole.Admin,
            access.AllTenants);
}
