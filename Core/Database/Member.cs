namespace Webhooks.Core.Database;

/// <summary>A user in a tenant.</summary>
public sealed class Member
{
    public required long TenantNo { get; init; }

    public required long UserNo { get; init; }

    public required TenantRole Role { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
