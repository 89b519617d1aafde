using Webhooks.Dashboard.Web;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class ProjectScopeTests
{
    [Theory]
    [InlineData("http://localhost/", "default", "default", "/")]
    [InlineData("/?tenant=acme", "acme", "default", "/?tenant=acme")]
    [InlineData("http://localhost/?project=shop&tenant=acme#content", "acme", "shop", "/?tenant=acme&project=shop")]
    [InlineData("/?tenant=&project=%20", "default", "default", "/")]
    [InlineData("/?tenant=a%26b", "a&b", "default", "/?tenant=a%26b")]
    public void Tenant_and_project_come_from_the_address_and_go_back_into_it(string url, string tenant, string project, string expected)
    {
        var scope = ProjectScope.Of(url);

        Assert.Equal((tenant, project), (scope.TenantId, scope.ProjectId));
        Assert.Equal(expected, scope.UrlOf("/"));
    }
}
