using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Walk;

/// <summary>Every route is asked for what it does not have: nothing that is misspelled goes unnoticed.</summary>
public sealed class ExactRequestTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    /// <summary>Where a sender may add what it likes.</summary>
    private static readonly string[] Tolerant = ["PublishEvent", "InvokeTrigger"];

    [Fact]
    public async Task Every_route_refuses_an_unknown_member()
    {
        var target = await CreateTargetAsync();
        foreach (var route in (await RoutesAsync()).Where(route => route.ReadsBody && !Tolerant.Contains(route.OperationId)))
        {
            var body = route.Example.Deserialize<JsonObject>()!;
            body["colour"] = "blue";

            await AssertRefusedAsync(target, route, "/colour", body);
        }
    }

    [Fact]
    public async Task Every_route_refuses_an_unknown_member_further_in()
    {
        var found = 0;
        var target = await CreateTargetAsync();
        foreach (var route in (await RoutesAsync()).Where(route => route.ReadsBody && !Tolerant.Contains(route.OperationId)))
        {
            foreach (var name in route.Members.Where(member => member.Schema.TryGetProperty("properties", out _)).Select(member => member.Name))
            {
                found++;
                await AssertRefusedAsync(
                    target, route, $"/{name}/colour", new JsonObject { [name] = new JsonObject { ["colour"] = "blue" } });
            }
        }

        Assert.True(found > 2);
    }

    [Fact]
    public async Task Every_route_refuses_a_null_where_the_document_allows_none()
    {
        var found = 0;
        var target = await CreateTargetAsync();
        foreach (var route in (await RoutesAsync()).Where(route => route.ReadsBody && !Tolerant.Contains(route.OperationId)))
        {
            foreach (var name in route.Members.Where(member => !DocumentedRoute.MayBeNull(member.Schema)).Select(member => member.Name))
            {
                found++;
                await AssertRefusedAsync(target, route, $"/{name}", new JsonObject { [name] = null });
            }
        }

        Assert.True(found > 40);
    }

    [Fact]
    public async Task Every_route_refuses_an_unknown_query_parameter()
    {
        var target = await CreateTargetAsync();
        var strict = (await RoutesAsync())
            .Where(route => !(route.Method == "POST" && route.Path.StartsWith("/run/", StringComparison.Ordinal)));
        foreach (var route in strict)
        {
            await AssertRefusedAsync(target, route, "/colour", null, "?colour=blue");
        }
    }

    private async Task<IReadOnlyList<DocumentedRoute>> RoutesAsync() => await DocumentedRoute.ReadAllAsync(application.App.Anonymous);

    private static async Task AssertRefusedAsync(
        WalkTarget target, DocumentedRoute route, string pointer, JsonObject? body, string query = "")
    {
        var content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var request = route.To(target.Project.TenantId, target.Project.ProjectId, content, target.Existing);
        request.RequestUri = new Uri(request.RequestUri + query, UriKind.Relative);
        request.Headers.Add("X-Tenant-Id", target.Project.TenantId);
        request.Headers.Add("X-Project-Id", target.Project.ProjectId);
        using var response = await target.HttpFor(route).SendAsync(request);

        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode is HttpStatusCode.BadRequest, $"{route} answers {(int)response.StatusCode} to {pointer}: {text}");
        Assert.True(text.Contains($"\"pointer\":\"{pointer}\"", StringComparison.Ordinal), $"{route} does not point to {pointer}: {text}");
    }

    private async Task<WalkTarget> CreateTargetAsync() =>
        await WalkTarget.CreateAsync(
            application.App, await application.CreateProjectAsync(), application.App.HttpWith(TestPostgres.AdminKey));
}
