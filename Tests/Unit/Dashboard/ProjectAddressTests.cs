using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class ProjectAddressTests
{
    [Theory]
    [InlineData("http://localhost/", "default", "default", "/?tenant=default&project=default")]
    [InlineData("/?tenant=acme", "acme", "default", "/?tenant=acme&project=default")]
    [InlineData("http://localhost/?project=shop&tenant=acme#content", "acme", "shop", "/?tenant=acme&project=shop")]
    [InlineData("/?tenant=&project=%20", "default", "default", "/?tenant=default&project=default")]
    [InlineData("/?tenant=a%26b", "a&b", "default", "/?tenant=a%26b&project=default")]
    public void Tenant_and_project_come_from_the_address_and_go_back_into_it(string url, string tenant, string project, string expected)
    {
        var scope = ProjectAddress.Of(url);

        Assert.Equal((tenant, project), (scope.TenantId, scope.ProjectId));
        Assert.Equal(expected, scope.UrlOf("/"));
    }

    [Theory]
    [InlineData("/deliveries", false)]
    [InlineData("/deliveries?state=failed#tenant=acme", false)]
    [InlineData("/deliveries?tenant=acme", true)]
    [InlineData("?project=shop", true)]
    public void An_address_names_a_project_or_leaves_it_to_the_last_one(string url, bool expected) =>
        Assert.Equal(expected, ProjectAddress.IsNamedIn(url));

    [Theory]
    [InlineData("/", "/")]
    [InlineData("/deliveries", "/deliveries")]
    [InlineData("/destinations/crm/edit", "/destinations")]
    [InlineData("/settings/members", "/settings/members")]
    [InlineData("/settings/agents/sales", "/settings/agents")]
    public void Turning_to_another_project_stays_in_the_section(string path, string expected) =>
        Assert.Equal(expected, ProjectAddress.SectionOf(path));
}
