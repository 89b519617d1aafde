using Webhooks.Api.Access;
using Webhooks.Core.Database;
using Webhooks.Core.Tenants;

namespace Webhooks.Tests.Unit.Access;

public sealed class CallerTests
{
    [Fact]
    public void A_grant_of_everything_holds_everywhere()
    {
        var caller = Key(new Grant(null, null, Role.Admin));

        Assert.Equal((Role.Admin, Role.Admin), (caller.RoleIn(1), caller.RoleIn(1, 2)));
        Assert.True(caller.IsOfService);
        Assert.Null(caller.ProjectsIn(1));
        Assert.Null(caller.OnlyTenantNo);
    }

    [Fact]
    public void A_grant_of_a_tenant_holds_in_that_tenant()
    {
        var caller = Key(new Grant(1, null, Role.Editor));

        Assert.Equal((Role.Editor, Role.Editor), (caller.RoleIn(1), caller.RoleIn(1, 2)));
        Assert.Equal((null, null), (caller.RoleIn(3), caller.RoleIn(3, 4)));
        Assert.False(caller.IsOfService);
        Assert.Equal(1, caller.OnlyTenantNo);
    }

    [Theory]
    [InlineData(Role.Admin, Role.Viewer)]
    [InlineData(Role.Editor, Role.Viewer)]
    [InlineData(Role.Viewer, Role.Viewer)]
    [InlineData(Role.Publisher, Role.Publisher)]
    public void A_grant_of_a_project_looks_at_its_tenant_at_most(Role role, Role inTenant)
    {
        var caller = Key(new Grant(1, 2, role));

        Assert.Equal((inTenant, role, null), (caller.RoleIn(1), caller.RoleIn(1, 2), caller.RoleIn(1, 3)));
        Assert.Equal([2L], caller.ProjectsIn(1));
        Assert.Equal((1L, 2L), (caller.OnlyTenantNo, caller.OnlyProjectNo));
    }

    [Fact]
    public void A_member_without_a_role_sees_its_tenant_and_no_project()
    {
        var caller = Key() with { MemberOf = [1] };

        Assert.Equal((Role.Viewer, null, null), (caller.RoleIn(1), caller.RoleIn(1, 2), caller.RoleIn(3)));
        Assert.Equal([], caller.ProjectsIn(1));
    }

    [Fact]
    public void A_user_of_two_tenants_has_its_own_role_in_each()
    {
        var caller =
            Key(new Grant(1, null, Role.Admin), new Grant(3, 4, Role.Viewer), new Grant(3, 5, Role.Publisher)) with { MemberOf = [1, 3] };

        Assert.Equal((Role.Admin, Role.Viewer), (caller.RoleIn(1), caller.RoleIn(3)));
        Assert.Equal(
            (Role.Admin, Role.Viewer, Role.Publisher, null),
            (caller.RoleIn(1, 2), caller.RoleIn(3, 4), caller.RoleIn(3, 5), caller.RoleIn(3, 6)));
        Assert.Equal((null, null), (caller.OnlyTenantNo, caller.OnlyProjectNo));
    }

    private static Caller Key(params Grant[] grants) => new() { Actor = Actor.Nobody, Grants = grants };
}
