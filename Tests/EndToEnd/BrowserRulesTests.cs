using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Standalone;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.EndToEnd;

/// <summary>What browsers are told, and what they are not let do, asked without one.</summary>
public sealed class BrowserRulesTests : IAsyncLifetime
{
    private StoryApplication? application;

    private HttpClient Http => application!.Http; // Set by InitializeAsync.

    public async Task InitializeAsync() => application = await StoryApplication.GetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("own", HttpStatusCode.OK)]
    public async Task The_page_of_another_site_opens_no_circuit(string origin, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin == "own" ? Http.BaseAddress!.GetLeftPart(UriPartial.Authority) : origin);

        using var response = await Http.SendAsync(request);

        // Without a foreign origin it comes as far as the question who is there.
        Assert.Equal(expected is HttpStatusCode.Forbidden, response.StatusCode is HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/sign-in", HttpStatusCode.OK)]
    [InlineData("/nothing-here", HttpStatusCode.NotFound)]
    public async Task The_head_of_a_page_is_that_of_the_page(string path, HttpStatusCode expected)
    {
        using var page = await Http.GetAsync(path);
        using var head = await Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));

        Assert.Equal((expected, expected), (page.StatusCode, head.StatusCode));
        Assert.Equal(page.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_page_runs_no_script_of_its_own_and_of_no_other_host()
    {
        using var response = await Http.GetAsync("/sign-in");

        var policy = string.Join(';', response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var text = await response.Content.ReadAsStringAsync();
        Assert.DoesNotMatch("<script(?![^>]* src=)[^>]*>", text);
        Assert.DoesNotMatch(" on[a-z]+=\"", text);
    }

    [Fact]
    public async Task Outside_of_Development_every_cookie_is_for_secure_connections_only()
    {
        await using var database = await TestDatabase.CreateAsync();
        var builder = StandaloneHost.CreateBuilder();
        builder.Environment.EnvironmentName = Environments.Production;
        builder.Logging.ClearProviders();
        await using var app = StandaloneHost.Build(builder, database.ConnectionString, port: 0);
        await app.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };

        using var response = await http.GetAsync("/sign-in");

        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        await app.StopAsync();
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/manage/tenants")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health")]
    [InlineData("/no-such-page")]
    public async Task Every_answer_says_how_its_type_and_address_are_to_be_taken(string path)
    {
        using var response = await Http.GetAsync(path);

        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }
}
