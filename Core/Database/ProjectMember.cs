namespace Webhooks.Core.Database;

/// <summary>The role of a user in one project of a tenant it is a member of.</summary>
public sealed class ProjectMember
{
    public required long ProjectNo { get; init; }

    public required long UserNo { get; init; }

    public required Role Role { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
