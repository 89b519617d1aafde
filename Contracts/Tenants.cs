namespace Webhooks.Contracts;

/// <summary>A tenant: the owner of projects, and the border nothing crosses.</summary>
/// <param name="Id">Identifier, 1 to 255 of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
/// <param name="Name">Name shown to people.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record TenantResponse(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>Creates a tenant.</summary>
/// <param name="Id">Identifier, 1 to 255 of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
/// <param name="Name">Name shown to people, not empty.</param>
public sealed record CreateTenantRequest([property: Text(255, Pattern = IdPattern.Resource)] string Id, [property: Text(255)] string Name);
