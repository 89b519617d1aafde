namespace Webhooks.Dashboard.Web;

/// <summary>A tenant or a project to turn to.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Name">Name shown to people.</param>
public sealed record Place(string Id, string Name);
