using System.Net;
using System.Net.Http.Headers;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

/// <summary>What the page of another site could make a browser send.</summary>
public sealed class ForgeryTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Agent = """{"id":"forged","name":"Forged"}""";

    [Theory]
    [InlineData("POST")]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task With_the_cookie_alone_nothing_is_changed(string method)
    {
        var (project, user) = await CreateAsync();
        var destination = await project.CreateDestinationAsync(new Uri("https://example.com/"));
        var path = method switch
        {
            "POST" => $"{project.Path}/agents",
            "PUT" => $"{project.Path}/members/{user.Id}",
            _ => $"{project.DestinationsPath}/{destination.Id}",
        };

        using var response = await SendAsync(new HttpMethod(method), path, user.Token);

        await response.ReadProblemAsync(HttpStatusCode.Forbidden);
        Assert.Empty((await project.Client.ListAgentsAsync(project.TenantId, project.ProjectId)).Data);
        Assert.NotNull(await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id));
    }

    [Fact]
    public async Task With_the_token_of_the_session_beside_the_cookie_it_is()
    {
        var (project, user) = await CreateAsync();
        var csrfToken = (await user.Client.GetSessionAsync()).CsrfToken;
        var other = await TestUser.CreateAsync(application.App, project, MemberRole.Admin);

        using var withOthers = await SendAsync(HttpMethod.Post, $"{project.Path}/agents", other.Token, csrfToken);
        using var withOwn = await SendAsync(HttpMethod.Post, $"{project.Path}/agents", user.Token, csrfToken);

        await withOthers.ReadProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Created, withOwn.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.test")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task From_the_page_of_another_site_it_is_not_even_then(string origin)
    {
        var (project, user) = await CreateAsync();
        var csrfToken = (await user.Client.GetSessionAsync()).CsrfToken;

        using var response = await SendAsync(HttpMethod.Post, $"{project.Path}/agents", user.Token, csrfToken, origin);

        await response.ReadProblemAsync(HttpStatusCode.Forbidden);
        Assert.Empty((await project.Client.ListAgentsAsync(project.TenantId, project.ProjectId)).Data);
    }

    [Fact]
    public async Task From_a_page_of_this_site_it_is()
    {
        var (project, user) = await CreateAsync();
        var csrfToken = (await user.Client.GetSessionAsync()).CsrfToken;

        using var response = await SendAsync(
            HttpMethod.Post, $"{project.Path}/agents", user.Token, csrfToken, application.App.Address.GetLeftPart(UriPartial.Authority));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task Looking_needs_the_cookie_only_and_a_header_needs_no_more_than_itself()
    {
        var (project, user) = await CreateAsync();

        using var look = await SendAsync(HttpMethod.Get, $"{project.Path}/agents", user.Token);
        using var byHeader = await user.Http.PostTextAsync($"{project.Path}/agents", Agent);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Created), (look.StatusCode, byHeader.StatusCode));
    }

    [Fact]
    public async Task A_header_that_is_no_good_is_not_made_good_by_a_cookie()
    {
        var (project, user) = await CreateAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, project.DestinationsPath);
        request.Headers.Add("Cookie", $"better-auth.session_token={user.Token}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "whk_unknown");

        using var response = await application.App.Anonymous.SendAsync(request);

        await response.ReadProblemAsync(HttpStatusCode.Unauthorized);
    }

    private async Task<(TestProject Project, TestUser User)> CreateAsync()
    {
        var project = await application.CreateProjectAsync();
        return (project, await TestUser.CreateAsync(application.App, project, MemberRole.Admin));
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string cookie, string? csrfToken = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Get ? null : Refusals.Body(Agent) };
        request.Headers.Add("Cookie", $"better-auth.session_token={cookie}");
        if (csrfToken is not null)
        {
            request.Headers.Add("X-CSRF-Token", csrfToken);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return await application.App.Anonymous.SendAsync(request);
    }
}
