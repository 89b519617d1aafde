using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Webhooks.Contracts;
using Webhooks.Tests.Functional.Walk;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

/// <summary>Headers that say where a request comes from, or what it is about, count only as far as their sender may say so.</summary>
public sealed class ForwardedHeaderTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Elsewhere = "203.0.113.7";

    [Theory]
    [InlineData(null, "127.0.0.1")]
    [InlineData("10.0.0.0/8", "127.0.0.1")]
    [InlineData("127.0.0.0/8", Elsewhere)]
    public async Task A_forwarded_address_counts_when_a_configured_proxy_says_it(string? network, string expected)
    {
        // The framework's own switch trusts everybody.
        await using var app = await StartAsync(("ForwardedHeaders_Enabled", "true"), ("ForwardedHeaders:Networks:0", network));
        var project = await app.CreateProjectAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{project.Path}/agents");
        request.Content = Refusals.Body("""{"id":"helper","name":"Helper"}""");
        request.Headers.Add("X-Forwarded-For", Elsewhere);

        using var response = await project.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var records = await project.Client.ListAuditRecordsAsync(project.TenantId, new AuditFilter { Action = "CreateAgent" });
        Assert.Equal(expected, Assert.Single(records.Data).RemoteAddress);
    }

    [Fact]
    public async Task Guesses_are_counted_by_the_address_that_a_proxy_says_and_by_no_other()
    {
        await using var trusting = await StartAsync(
            ("ForwardedHeaders:Proxies:0", "127.0.0.1"), ("Limits:FailedSignInsPerMinutePerAddress", "3"));
        await using var strict = await StartAsync(("Limits:FailedSignInsPerMinutePerAddress", "3"));

        Assert.Equal(30, (await GuessAsync(trusting)).Count(status => status is HttpStatusCode.Unauthorized));
        Assert.Contains(HttpStatusCode.TooManyRequests, await GuessAsync(strict));
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_start()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(("ForwardedHeaders:Networks:0", "everybody")));

        Assert.Contains("ForwardedHeaders:Networks", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_contradict_the_key_are_404_on_every_route_of_producers()
    {
        await using var app = await StartAsync();
        var project = await app.CreateProjectAsync();
        var other = await app.CreateProjectAsync();
        using var inTenant = app.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Editor));
        var routes = (await DocumentedRoute.ReadAllAsync(app.Anonymous))
            .Where(route => route.Path.StartsWith("/run/v1", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(routes);
        foreach (var route in routes)
        {
            foreach (var http in new[] { project.PublisherHttp, inTenant })
            {
                Assert.Equal(HttpStatusCode.NotFound, await SendAsync(http, route, project, other.TenantId, project.ProjectId));
                Assert.Equal(HttpStatusCode.NotFound, await SendAsync(http, route, project, project.TenantId, "other"));
                Assert.Equal(HttpStatusCode.NotFound, await SendAsync(http, route, project, null, "other"));
            }
        }

        var publish = routes.Single(route => route.OperationId == "PublishEvent");
        Assert.Equal(HttpStatusCode.Created, await SendAsync(project.PublisherHttp, publish, project, project.TenantId, "main"));
    }

    [Fact]
    public async Task A_publisher_reads_nothing_but_a_conversation_whose_id_it_knows()
    {
        await using var app = await StartAsync();
        var project = await app.CreateProjectAsync();
        using var inTenant = app.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Publisher));
        var routes = (await DocumentedRoute.ReadAllAsync(app.Anonymous))
            .Where(route => route.Method == "GET" && !route.Path.StartsWith("/run/v1/conversations/{id}", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(routes);
        foreach (var route in routes)
        {
            foreach (var http in new[] { project.PublisherHttp, inTenant })
            {
                using var response = await http.SendAsync(route.To(project.TenantId, project.ProjectId));
                var text = await response.Content.ReadAsStringAsync();
                var isEmptyList = response.StatusCode is HttpStatusCode.OK
                    && JsonDocument.Parse(text).RootElement.GetProperty("data").GetArrayLength() == 0;
                Assert.True(
                    isEmptyList || response.StatusCode is HttpStatusCode.Forbidden, $"{route} answers {(int)response.StatusCode}: {text}");
            }
        }
    }

    private static async Task<HttpStatusCode> SendAsync(
        HttpClient http, DocumentedRoute route, TestProject project, string? tenantId, string projectId)
    {
        using var request = route.To(project.TenantId, project.ProjectId);
        if (tenantId is not null)
        {
            request.Headers.Add("X-Tenant-Id", tenantId);
        }

        request.Headers.Add("X-Project-Id", projectId);
        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> GuessAsync(ApiApplication app)
    {
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 30; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/sign-in")
            {
                Content = Refusals.Body(SignInTests.Credentials(TestUser.NewEmail(), "not the password")),
            };
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{number}");
            using var response = await app.Anonymous.SendAsync(request);
            statuses.Add(response.StatusCode);
        }

        return statuses;
    }

    private Task<ApiApplication> StartAsync(params (string Name, string? Value)[] settings)
    {
        var given = settings.Where(setting => setting.Value is not null).ToDictionary(setting => setting.Name, setting => setting.Value);
        return ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false, Settings = given });
    }
}
