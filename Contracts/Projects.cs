namespace Webhooks.Contracts;

/// <summary>A project of a tenant: its events reach its destinations only.</summary>
/// <param name="Id">Identifier, 1 to 255 of <c>a-z</c>, <c>0-9</c> and <c>-</c>, which neither begins nor ends with <c>-</c>.</param>
/// <param name="Name">Name shown to people.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record ProjectResponse(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>Creates a project.</summary>
/// <param name="Id">Identifier, 1 to 255 of <c>a-z</c>, <c>0-9</c> and <c>-</c>, which neither begins nor ends with <c>-</c>.</param>
/// <param name="Name">Name shown to people, not empty.</param>
public sealed record CreateProjectRequest([property: Text(255, Pattern = IdPattern.Project)] string Id, [property: Text(255)] string Name);

/// <summary>The caller's permissions in a project and around it.</summary>
/// <param name="ProjectRole">The role in the project, one of <see cref="ApiKeyRole"/>.</param>
/// <param name="TenantRole">The role in the tenant itself, one of <see cref="ApiKeyRole"/>; <c>admin</c> manages keys, members and
/// projects.</param>
/// <param name="AllTenants">Whether the credentials are good for every tenant, so that tenants can be created with them.</param>
public sealed record ProjectAccessResponse(string ProjectRole, string TenantRole, bool AllTenants);
