using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.SignIn;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class SignInTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/deliveries/1?tenant=acme#top", "/deliveries/1")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("https://evil.test/", "/")]
    [InlineData("//evil.test/", "/")]
    [InlineData("/\\evil.test/", "/")]
    [InlineData("/\t/evil.test/", "/")]
    [InlineData("deliveries", "/")]
    [InlineData("/sign-in", "/")]
    public void Signing_in_leads_to_a_path_of_this_site_only(string? returnUrl, string expected) =>
        Assert.Equal(expected, SignInPage.LocalPath(returnUrl));

    [Theory]
    [InlineData("/deliveries?state=failed&tenant=acme&project=shop", "/deliveries?state=failed&tenant=acme&project=shop")]
    [InlineData("/deliveries?tenant=acme&state=failed&state=held&project=shop&search=a%26b",
        "/deliveries?state=failed&state=held&search=a%26b&tenant=acme&project=shop")]
    [InlineData("/deliveries/1?tenant=acme&project=shop#top", "/deliveries/1?tenant=acme&project=shop")]
    [InlineData("/deliveries/1?state=failed&tenant=acme&project=another", "/deliveries?tenant=acme&project=shop")]
    [InlineData("//evil.test/?tenant=acme&project=shop&next=//evil.test", "/?next=%2F%2Fevil.test&tenant=acme&project=shop")]
    [InlineData(null, "/?tenant=acme&project=shop")]
    public void Signing_in_leads_back_with_the_filters_of_the_page(string? returnUrl, string expected) =>
        Assert.Equal(expected, SignInPage.Destination(returnUrl, new ProjectAddress("acme", "shop")));

    [Theory]
    [InlineData("whk_live_0123456789abcdef0123456789abcdef0123456789", "whk_live_012…")]
    [InlineData("short", "s…")]
    public void Session_is_named_by_the_beginning_of_the_key_and_holds_all_of_it(string apiKey, string name)
    {
        var user = DashboardAuthentication.PrincipalOf(apiKey);

        Assert.Equal((name, apiKey), (user.Identity?.Name, DashboardAuthentication.CredentialsOf(user)));
    }
}
