using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class RightsTests
{
    [Theory]
    [InlineData(ApiKeyRole.Admin, ApiKeyRole.Admin, true, true, true, true)]
    [InlineData(ApiKeyRole.Admin, ApiKeyRole.Viewer, false, true, true, false)]
    [InlineData(ApiKeyRole.Editor, ApiKeyRole.Viewer, false, true, false, false)]
    [InlineData(ApiKeyRole.Viewer, ApiKeyRole.Viewer, false, false, false, false)]
    public void What_a_page_offers_follows_from_the_roles(
        string project, string tenant, bool all, bool edits, bool managesProject, bool managesTenant)
    {
        var rights = Rights.Of(new ProjectAccessResponse(project, tenant, all));

        Assert.Equal(
            (edits, managesProject, managesTenant, all),
            (rights.CanEdit, rights.CanManageProject, rights.CanManageTenant, rights.CanCreateTenants));
    }

    [Fact]
    public void Nothing_is_offered_when_the_roles_are_not_known()
    {
        Assert.Equal(Rights.None, Rights.Of(null));
        Assert.Equal("You can view this but not change it.", Rights.None.WhyNot);
    }
}
