using System.Net;
using System.Text;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Walk;

/// <summary>Every route of the OpenAPI document refuses what each route must refuse, and says so in the document.</summary>
public sealed class RouteWalkTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private TestUser? user;

    [Fact]
    public Task Without_credentials_the_answer_is_401() => WalkAsync(
        route => !OpenToAll(route),
        HttpStatusCode.Unauthorized,
        (route, project) => Send(application.App.Anonymous, route.To(project.TenantId, project.ProjectId)));

    [Fact]
    public Task With_a_key_that_is_none_the_answer_is_401() => WalkAsync(
        route => !OpenToAll(route),
        HttpStatusCode.Unauthorized,
        (route, project) => Send(application.App.HttpWith("whk_0000"), route.To(project.TenantId, project.ProjectId)));

    [Fact]
    public async Task With_the_credentials_of_another_tenant_the_answer_is_404()
    {
        var stranger = await application.CreateProjectAsync();

        await WalkAsync(
            route => !OpenToAll(route) && (route.IsInTenant || IsRun(route)),
            HttpStatusCode.NotFound,
            (route, project) =>
            {
                var request = route.To(project.TenantId, project.ProjectId);
                request.Headers.Add("X-Tenant-Id", project.TenantId);
                request.Headers.Add("X-Project-Id", project.ProjectId);
                return Send(stranger.Http, request);
            });
    }

    [Fact]
    public async Task What_a_viewer_may_see_but_not_change_is_403()
    {
        var project = await application.CreateProjectAsync();
        var viewer = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer));

        await WalkAsync(
            route => route.Method != HttpMethod.Get.Method && !IsOfOneself(route) && !IsOfSender(route),
            HttpStatusCode.Forbidden,
            (route, _) =>
            {
                var request = route.To(project.TenantId, project.ProjectId);
                request.Headers.Add("X-Project-Id", project.ProjectId);
                return Send(viewer, request);
            });
    }

    [Fact]
    public Task What_is_not_JSON_is_400() => WalkAsync(
        route => route.ReadsBody && !IsOfSender(route),
        HttpStatusCode.BadRequest,
        (route, project) => SendWithAllRightsAsync(
            route, project,
            route.To(project.TenantId, project.ProjectId, new StringContent("{\"name\": ", Encoding.UTF8, "application/json"))));

    [Fact]
    public Task Another_media_type_is_415() => WalkAsync(
        route => route.ReadsBody && !IsOfSender(route),
        HttpStatusCode.UnsupportedMediaType,
        (route, project) => SendWithAllRightsAsync(
            route, project,
            route.To(
                project.TenantId, project.ProjectId, new StringContent("name=value", Encoding.UTF8, "application/x-www-form-urlencoded"))));

    [Fact]
    public Task What_does_not_exist_is_404() => WalkAsync(
        route => route.NamesResource && !IsOfSender(route),
        HttpStatusCode.NotFound,
        (route, project) => SendWithAllRightsAsync(route, project, route.To(project.TenantId, project.ProjectId)));

    [Fact]
    public Task A_project_that_does_not_exist_is_404() => WalkAsync(
        route => route.Path.Contains("{projectId}", StringComparison.Ordinal) && !IsOfSender(route),
        HttpStatusCode.NotFound,
        (route, project) => SendWithAllRightsAsync(route, project, route.To(project.TenantId, "no-such-project")));

    [Fact]
    public Task A_tenant_that_does_not_exist_is_404() => WalkAsync(
        route => route.IsInTenant && !IsOfSender(route),
        HttpStatusCode.NotFound,
        (route, project) => Send(application.App.HttpWith(TestPostgres.AdminKey), route.To("no-such-tenant", project.ProjectId)));

    private static bool IsRun(DocumentedRoute route) => route.Path.StartsWith("/run/", StringComparison.Ordinal);

    /// <summary>Routes by which one gets credentials.</summary>
    private static bool OpenToAll(DocumentedRoute route) =>
        route.Operation.TryGetProperty("security", out var security) && security.GetArrayLength() == 0;

    /// <summary>Routes about the caller itself, whatever its role.</summary>
    private static bool IsOfOneself(DocumentedRoute route) => route.Path.StartsWith("/auth/", StringComparison.Ordinal);

    /// <summary>
    /// The URL of a trigger, which authenticates senders in its own way and answers with errors of its own (TriggerInvokeTests).
    /// </summary>
    private static bool IsOfSender(DocumentedRoute route) => route.OperationId == "InvokeTrigger";

    private static Task<HttpResponseMessage> Send(HttpClient http, HttpRequestMessage request) => http.SendAsync(request);

    private Task<HttpResponseMessage> SendAsAdmin(TestProject project, HttpRequestMessage request)
    {
        request.Headers.Add("X-Tenant-Id", project.TenantId);
        request.Headers.Add("X-Project-Id", project.ProjectId);
        return Send(application.App.HttpWith(TestPostgres.AdminKey), request);
    }

    /// <summary>With all rights: as the user for what is about users themselves, else with the first key.</summary>
    private async Task<HttpResponseMessage> SendWithAllRightsAsync(
        DocumentedRoute route, TestProject project, HttpRequestMessage request) =>
        IsOfOneself(route)
            ? await Send((user ??= await TestUser.CreateAsync(application.App, project, MemberRole.Admin)).Http, request)
            : await SendAsAdmin(project, request);

    private async Task WalkAsync(
        Func<DocumentedRoute, bool> which, HttpStatusCode expected, Func<DocumentedRoute, TestProject, Task<HttpResponseMessage>> send)
    {
        var project = await application.CreateProjectAsync();
        var routes = (await DocumentedRoute.ReadAllAsync(application.App.Anonymous)).Where(which).ToList();

        Assert.NotEmpty(routes);
        var wrong = new List<string>();
        foreach (var route in routes)
        {
            using var response = await send(route, project);
            if (response.StatusCode != expected)
            {
                wrong.Add($"{route}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
                continue;
            }

            await response.ReadProblemAsync(expected);
            Assert.Contains((int)expected, route.Statuses);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
