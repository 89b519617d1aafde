namespace Webhooks.Core.Database;

/// <summary>A user in a tenant.</summary>
public sealed class Member
{
    public required long TenantNo { get; init; }

    public required long UserNo { get; init; }

    public required TenantRole Role { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The role of a user in one project of a tenant it is a member of.</summary>
public sealed class ProjectMember
{
    public required long ProjectNo { get; init; }

    public required long UserNo { get; init; }

    public required Role Role { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
