namespace Webhooks.Core.Database;

/// <summary>What the first start made, to be shown once.</summary>
/// <param name="AdminKey">May do everything.</param>
/// <param name="InvitationToken">Makes whoever accepts it, once and within an hour, an admin of the first tenant.</param>
public sealed record FirstCredentials(string AdminKey, string InvitationToken);
