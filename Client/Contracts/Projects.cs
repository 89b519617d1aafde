namespace Webhooks.Client;

/// <summary>A project of a tenant: its events reach its destinations only.</summary>
/// <param name="Id">Identifier, 1 to 255 of <c>a-z</c>, <c>0-9</c> and <c>-</c>, which neither begins nor ends with <c>-</c>.</param>
/// <param name="Name">Name shown to people.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record ProjectResponse(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>Creates a project.</summary>
/// <param name="Id">Identifier, 1 to 255 of <c>a-z</c>, <c>0-9</c> and <c>-</c>, which neither begins nor ends with <c>-</c>.</param>
/// <param name="Name">Name shown to people, not empty.</param>
public sealed record CreateProjectRequest(string Id, string Name);
