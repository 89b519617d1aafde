using System.Net;
using System.Net.Http.Json;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Functional.Walk;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class RouteRefusalTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Theory]
    [InlineData("GET", "/manage/nothing")]
    [InlineData("POST", "/run/v1/nothing")]
    [InlineData("GET", "/run")]
    [InlineData("GET", "/nothing")]
    [InlineData("POST", "/v1/events")]
    [InlineData("GET", "/")]
    public async Task An_unknown_route_is_a_problem(string method, string path)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        await response.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("DELETE", "")]
    [InlineData("PUT", "/some-destination")]
    [InlineData("GET", "/some-destination/test")]
    public async Task A_wrong_method_is_a_problem_that_names_the_right_ones(string method, string path)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), project.DestinationsPath + path));

        await response.ReadProblemAsync(HttpStatusCode.MethodNotAllowed);
        Assert.NotEmpty(response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Head_is_answered_where_get_is_and_allow_says_so()
    {
        var project = await application.CreateProjectAsync();
        var read = (await DocumentedRoute.ReadAllAsync(application.App.Anonymous))
            .Where(route => route is { Method: "GET", NamesResource: false }).ToList();

        Assert.NotEmpty(read);
        using var admin = application.App.HttpWith(TestPostgres.AdminKey);
        foreach (var route in read)
        {
            using var got = await admin.SendAsync(route.To(project.TenantId, project.ProjectId));
            using var request = route.To(project.TenantId, project.ProjectId);
            request.Method = HttpMethod.Head;
            using var head = await admin.SendAsync(request);

            Assert.True(got.StatusCode == head.StatusCode, $"{route} answers {(int)head.StatusCode} to HEAD");
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }

        using var document = await application.App.Anonymous.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/openapi/v1.json"));
        Assert.Equal(HttpStatusCode.OK, document.StatusCode);
        using var refused = await project.Http.PutAsync(project.DestinationsPath, null);
        Assert.Equal(["GET", "HEAD", "POST"], refused.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("page=0", "/page")]
    [InlineData("page=-1", "/page")]
    [InlineData("page=one", "/page")]
    [InlineData("page=99999999999", "/page")]
    [InlineData("limit=0", "/limit")]
    [InlineData("limit=101", "/limit")]
    [InlineData("limit=%2010", "/limit")]
    [InlineData("agentId=%00", "/agentId")]
    public async Task A_bad_query_is_refused_with_the_name_of_the_parameter(string query, string place)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.GetAsync($"{project.DestinationsPath}?{query}");

        await response.AssertRefusedAtAsync(place);
    }

    [Theory]
    [InlineData("/deliveries?cursor=nonsense", "/cursor")]
    [InlineData("/deliveries?limit=1000", "/limit")]
    [InlineData("/deliveries?state=done", "/state")]
    [InlineData("/deliveries?eventId=%00", "/eventId")]
    [InlineData("/deliveries?eventType=order.paid", "/eventType")]
    [InlineData("/deliveries?statusCode=99", "/statusCode")]
    [InlineData("/deliveries?statusCode=ok", "/statusCode")]
    [InlineData("/deliveries?failureClass=bad_luck", "/failureClass")]
    [InlineData("/deliveries?from=yesterday", "/from")]
    [InlineData("/deliveries?from=2026-01-31T09:30:00", "/from")]
    [InlineData("/deliveries?to=2026-01-31T09:30:00+01:00", "/to")]
    [InlineData("/deliveries?to=2026-02-30T09:30:00Z", "/to")]
    [InlineData("/deliveries?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "/to")]
    [InlineData("/deliveries?text=a%00b", "/text")]
    [InlineData("/events?cursor=AAAA", "/cursor")]
    [InlineData("/events?limit=x", "/limit")]
    [InlineData("/events?type=order.paid", "/type")]
    [InlineData("/events?matched=maybe", "/matched")]
    [InlineData("/events?from=2026-13-01T00:00:00Z", "/from")]
    public async Task A_bad_query_of_a_log_is_refused_with_the_name_of_the_parameter(string path, string place)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.GetAsync(project.Path + path);

        await response.AssertRefusedAtAsync(place);
    }

    [Theory]
    [InlineData("/webhook-destinations/nothing")]
    [InlineData("/webhook-destinations/%E2%82%AC")]
    [InlineData("/webhook-destinations/%ED%A0%80")]
    [InlineData("/agents/nothing")]
    [InlineData("/events/nothing")]
    [InlineData("/events/evt_00000000000070008000000000000000")]
    [InlineData("/deliveries/nothing")]
    [InlineData("/deliveries/dlv_00000000000070008000000000000000_1")]
    [InlineData("/deliveries/dlv_00000000000070008000000000000000_99999999999999999999")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.GetAsync(project.Path + path);

        await response.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_unknown_tenant_or_project_is_not_found()
    {
        var project = await application.CreateProjectAsync();
        using var admin = application.App.HttpWith(TestPostgres.AdminKey);

        using var tenant = await admin.GetAsync("/manage/tenants/nobody/projects/main/webhook-destinations");
        using var otherProject = await admin.GetAsync($"/manage/tenants/{project.TenantId}/projects/other/webhook-destinations");

        await tenant.ReadProblemAsync(HttpStatusCode.NotFound);
        await otherProject.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("Main")]
    [InlineData("-main")]
    [InlineData("main_one")]
    public async Task A_project_id_that_none_can_have_is_a_bad_request(string projectId)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.GetAsync($"/manage/tenants/{project.TenantId}/projects/{projectId}/webhook-destinations");

        await response.AssertRefusedAtAsync("/projectId");
    }

    [Theory]
    [InlineData("/webhook-destinations", """{"name":"x","url":"https://example.com/","eventTypes":["event.created"],"agentIDs":["a"]}""",
        "/agentIDs", "agentIds")]
    [InlineData("/deliveries/resend", """{"filter":{"stat":"failed"}}""", "/filter/stat", "state")]
    [InlineData("/agents/a/triggers", """{"name":"x","outputTransform":{}}""", "/outputTransform", "messageTemplate")]
    public async Task An_unknown_member_is_refused_with_the_name_that_was_meant(string path, string body, string place, string meant)
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("a");

        using var response = await project.Http.PostTextAsync(project.Path + path, body);

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Contains(meant, Assert.Single(problem.Errors!, error => error.Pointer == place).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/deliveries?status=failed", "/status")]
    [InlineData("/events?eventType=event.created", "/eventType")]
    [InlineData("/deliveries?state=failed&state=pending", "/state")]
    [InlineData("/deliveries?since=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00Z", "/from")]
    public async Task An_unknown_or_repeated_query_parameter_is_refused(string path, string place)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.GetAsync(project.Path + path);

        await response.AssertRefusedAtAsync(place);
    }

    [Fact]
    public async Task A_published_event_says_which_members_were_ignored()
    {
        var project = await application.CreateProjectAsync();
        const string Event = """{"type":"order.paid","agentID":"a"}""";

        using var one = await project.PublisherHttp.PostTextAsync("/run/v1/events?source=shop", Event);
        using var many = await project.PublisherHttp.PostTextAsync(
            "/run/v1/events/batch", $$"""{"events":[{"type":"order.paid"},{{Event}}]}""");

        Assert.Equal(HttpStatusCode.Created, one.StatusCode);
        var warning = Assert.Single((await one.Content.ReadFromJsonAsync<PublishEventResponse>(WebhooksJson.Options))!.Warnings!);
        Assert.Equal("/agentID", warning.Pointer);
        Assert.Contains("agentId", warning.Detail, StringComparison.Ordinal);
        var results = (await many.Content.ReadFromJsonAsync<PublishBatchResponse>(WebhooksJson.Options))!.Data;
        Assert.Null(results[0].Warnings);
        Assert.Equal("/events/1/agentID", Assert.Single(results[1].Warnings!).Pointer);
    }

    [Theory]
    [InlineData("tenants", """{"id":"new","name":"x"}""", "/id")]
    [InlineData("tenants", """{"name":"x"}""", "/id")]
    [InlineData("tenants", """{"id":"good","name":""}""", "/name")]
    [InlineData("tenants/{0}/projects", """{"id":"Upper","name":"x"}""", "/id")]
    [InlineData("tenants/{0}/projects", """{"id":"good"}""", "/name")]
    [InlineData("tenants/{0}/projects/main/agents", """{"id":"a b","name":"x"}""", "/id")]
    [InlineData("tenants/{0}/projects/main/agents", """{"id":"a","name":"x","runUrl":"ftp://example.com"}""", "/runUrl")]
    [InlineData("tenants/{0}/api-keys", """{"name":"x","role":"king"}""", "/role")]
    [InlineData("tenants/{0}/api-keys", """{"name":"x","role":"viewer","expiresAt":"2001-01-01T00:00:00Z"}""", "/expiresAt")]
    [InlineData("tenants/{0}/api-keys", """{"name":"x","role":"viewer","expiresAt":"tomorrow"}""", "/expiresAt")]
    [InlineData("tenants/{0}/api-keys", """{"name":"x","role":"viewer","expiresAt":"2101-01-01T00:00:00"}""", "/expiresAt")]
    public async Task What_cannot_be_created_is_refused_with_its_pointer(string path, string body, string place)
    {
        var project = await application.CreateProjectAsync();
        using var admin = application.App.HttpWith(TestPostgres.AdminKey);

        using var response = await admin.PostTextAsync("/manage/" + path.Replace("{0}", project.TenantId, StringComparison.Ordinal), body);

        await response.AssertRefusedAtAsync(place);
    }

    [Fact]
    public async Task Ids_that_are_taken_are_conflicts()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("mine");

        var tenant = await Refusal(() => application.App.Admin.CreateTenantAsync(new CreateTenantRequest(project.TenantId, "x")));
        var other = await Refusal(
            () => project.Client.CreateProjectAsync(project.TenantId, new CreateProjectRequest(project.ProjectId, "x")));
        var agent = await Refusal(() => project.CreateAgentAsync("mine"));

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.Conflict], [tenant, other, agent]);
    }

    private static async Task<HttpStatusCode> Refusal(Func<Task> request) =>
        (await Assert.ThrowsAsync<WebhooksApiException>(request)).StatusCode;
}
