using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Api.Access;
using Webhooks.Contracts;
using Webhooks.Tests.Functional.Walk;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

/// <summary>Every operation says what it demands, and demands what it says.</summary>
public sealed class PermissionTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Theory]
    [InlineData("/manage/forgotten")]
    [InlineData("/somewhere")]
    public async Task A_route_without_an_access_rule_stops_the_start(string path)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHostedService<AccessRuleCheck>();
        await using var app = builder.Build();
        app.MapGet(path, () => "everything");
        app.MapGet("/manage/open", () => "nothing").DemandsNothing();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync());

        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/manage/open", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_role_gets_403_where_the_document_leaves_it_out_and_nowhere_else()
    {
        var routes = (await DocumentedRoute.ReadAllAsync(application.App.Anonymous)).Where(route => RolesOf(route).Count > 0).ToList();
        var wrong = new List<string>();
        var asked = 0;
        foreach (var role in ApiKeyRole.All)
        {
            // Those that are allowed come last: some of them end what the others are asked about.
            var project = await application.CreateProjectAsync();
            using var http = application.App.HttpWith(await project.CreateKeyAsync(role));
            foreach (var route in routes.OrderBy(route => RolesOf(route).Contains(role)))
            {
                using var request = route.To(project.TenantId, project.ProjectId);
                request.Headers.Add("X-Project-Id", project.ProjectId);
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                // Operations of the whole service are for keys of no tenant.
                var mayDo = RolesOf(route).Contains(role) && PlaceOf(route) != "service";
                if ((response.StatusCode is not HttpStatusCode.Forbidden) != mayDo)
                {
                    wrong.Add($"{role}: {route} answers {(int)response.StatusCode}");
                }

                asked++;
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(asked > 200, $"{asked} requests");
    }

    /// <summary>Made of the document, so that the table never says anything else.</summary>
    [Fact]
    public async Task The_table_of_permissions_is_the_documents()
    {
        var text = new StringBuilder("""
            # Permissions

            The role that each operation of the API demands, made from `x-permission` in [openapi.json](openapi.json). A caller that may not see
            a tenant or project gets 404, one that may see it but lacks the role 403. [Roles](roles.md) says what the roles are; an admin of a tenant
            is an admin of its projects.

            | Operation | Route | Needs | Where | Roles |
            |---|---|---|---|---|

            """);
        var routes = await DocumentedRoute.ReadAllAsync(application.App.Anonymous);
        foreach (var route in routes.OrderBy(one => one.Path, StringComparer.Ordinal).ThenBy(one => one.Method, StringComparer.Ordinal))
        {
            var needs = route.Operation.GetProperty("x-permission").GetProperty("needs");
            text.Append(null, $"| {route.OperationId} | `{route.Method} {route.Path}` | {needs} ");
            text.Append(null, $"| {PlaceOf(route)} | {(RolesOf(route) is { Count: > 0 } roles ? string.Join(", ", roles) : "–")} |\n");
        }

        var written = Path.Combine(AppContext.BaseDirectory, "permissions.md");
        await File.WriteAllTextAsync(written, text.ToString());
        var committed = Path.Combine(Repository.Root, "docs", "permissions.md");
        Assert.True(
            File.Exists(committed) && await File.ReadAllTextAsync(committed) == text.ToString(),
            $"docs/permissions.md is not what the Api demands. Look at the difference, then: cp {written} docs/permissions.md");
    }

    private static IReadOnlyList<string> RolesOf(DocumentedRoute route) =>
        [.. route.Operation.GetProperty("x-permission").GetProperty("roles").EnumerateArray().Select(role => role.GetString()!)];

    private static string PlaceOf(DocumentedRoute route) => route.Operation.GetProperty("x-permission").GetProperty("where").GetString()!;
}
