using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

/// <summary>Who may do what: every role, by key and by session, at one route of each kind. The table of docs/roles.md.</summary>
public sealed class RoleTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Destination = """{"name":"Receiver","url":"https://example.com/","eventTypes":["event.created"]}""";

    /// <summary>What stands for what in the table below: may, may not, sees nothing.</summary>
    private static readonly Dictionary<char, HttpStatusCode[]> Meanings = new()
    {
        ['+'] = [HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NoContent],
        ['-'] = [HttpStatusCode.Forbidden],
        ['0'] = [HttpStatusCode.NotFound],
    };

    private static readonly (string Method, string Path, string? Body)[] Requests =
    [
        ("GET", "/manage/tenants", null),
        ("GET", "/manage/tenants/{t}", null),
        ("GET", "/manage/tenants/{t}/api-keys", null),
        ("GET", "/manage/tenants/{t}/members", null),
        ("GET", "/manage/tenants/{t}/audit", null),
        ("POST", "/manage/tenants/{t}/projects", """{"id":"{new}","name":"New"}"""),
        ("GET", "/manage/tenants/{t}/projects/main/webhook-destinations", null),
        ("POST", "/manage/tenants/{t}/projects/main/webhook-destinations", Destination),
        ("GET", "/manage/tenants/{t}/projects/main/webhook-destinations/fixed/secret", null),
        ("GET", "/manage/tenants/{t}/projects/main/members", null),
        ("POST", "/run/v1/events", """{"type":"order.paid"}"""),
    ];

    // Columns: the list of tenants, the tenant, its keys, its members, its audit records, a new project; in a project: read, write,
    // secrets, members; publish.
    [Theory]
    [InlineData("key of the service        | +   +   +   +   +   +   +   +   +   +   +")]
    [InlineData("key admin                 | +   +   +   +   +   +   +   +   +   +   +")]
    [InlineData("key editor                | +   +   -   -   -   -   +   +   +   -   +")]
    [InlineData("key viewer                | +   +   -   -   -   -   +   -   -   -   -")]
    [InlineData("key publisher             | +   -   -   -   -   -   -   -   -   -   +")]
    [InlineData("key admin of the project  | +   +   -   -   -   -   +   +   +   +   +")]
    [InlineData("key viewer of the project | +   +   -   -   -   -   +   -   -   -   -")]
    [InlineData("key of another tenant     | +   0   0   0   0   0   0   0   0   0   0")]
    [InlineData("user admin                | +   +   +   +   +   +   +   +   +   +   +")]
    [InlineData("user member               | +   +   -   -   -   -   0   0   0   0   0")]
    [InlineData("user member admin         | +   +   -   -   -   -   +   +   +   +   +")]
    [InlineData("user member editor        | +   +   -   -   -   -   +   +   +   -   +")]
    [InlineData("user member viewer        | +   +   -   -   -   -   +   -   -   -   -")]
    [InlineData("user member publisher     | +   +   -   -   -   -   -   -   -   -   +")]
    [InlineData("user of another tenant    | +   0   0   0   0   0   0   0   0   0   0")]
    public async Task Every_role_may_do_what_the_table_says(string line)
    {
        var (caller, table) = (line.Split('|')[0].Trim(), line.Split('|')[1]);
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(new Uri("https://example.com/"), request => request with { Id = "fixed" });
        using var http = application.App.HttpWith(await CredentialsOfAsync(caller, project));
        var expected = table.Where(character => character != ' ').ToList();
        Assert.Equal(Requests.Length, expected.Count);

        foreach (var ((method, path, body), meaning) in Requests.Zip(expected))
        {
            using var request = new HttpRequestMessage(
                new HttpMethod(method), path.Replace("{t}", project.TenantId, StringComparison.Ordinal));
            request.Content = body is null ? null : Refusals.Body(body.Replace("{new}", $"p-{project.TenantId}", StringComparison.Ordinal));
            if (path.StartsWith("/run", StringComparison.Ordinal))
            {
                request.Headers.Add("X-Tenant-Id", project.TenantId);
                request.Headers.Add("X-Project-Id", project.ProjectId);
            }

            using var response = await http.SendAsync(request);

            Assert.True(
                Meanings[meaning].Contains(response.StatusCode),
                $"{caller}: {method} {path} answers {response.StatusCode} instead of {meaning}");
        }
    }

    [Theory]
    [InlineData("key of the service", "admin", "admin", true)]
    [InlineData("key editor", "editor", "editor", false)]
    [InlineData("key viewer of the project", "viewer", "viewer", false)]
    [InlineData("key admin of the project", "admin", "viewer", false)]
    [InlineData("user admin", "admin", "admin", false)]
    [InlineData("user member editor", "editor", "viewer", false)]
    public async Task Whoever_sees_a_project_can_ask_what_it_may_do_there(
        string caller, string projectRole, string tenantRole, bool allTenants)
    {
        var project = await application.CreateProjectAsync();
        using var http = application.App.HttpWith(await CredentialsOfAsync(caller, project));

        var access = await new WebhooksClient(http).GetProjectAccessAsync(project.TenantId, project.ProjectId);

        Assert.Equal(new ProjectAccessResponse(projectRole, tenantRole, allTenants), access);
    }

    [Theory]
    [InlineData("key viewer", true)]
    [InlineData("key admin of the project", true)]
    [InlineData("key publisher", false)]
    [InlineData("user member", true)]
    [InlineData("user admin", true)]
    [InlineData("user of another tenant", false)]
    public async Task Whoever_asks_for_tenants_gets_those_it_may_look_at_and_no_others(string caller, bool seesTenant)
    {
        var project = await application.CreateProjectAsync();
        await application.CreateProjectAsync();
        using var http = application.App.HttpWith(await CredentialsOfAsync(caller, project));

        var tenants = await new WebhooksClient(http).ListTenantsAsync(limit: 100);

        Assert.Equal(seesTenant, tenants.Data.Any(tenant => tenant.Id == project.TenantId));
        Assert.True(tenants.Pagination.Total <= 1, $"{caller} sees {tenants.Pagination.Total} tenants.");
    }

    [Fact]
    public async Task A_user_of_two_tenants_sees_both_and_the_names_of_them()
    {
        var (first, second) = (await application.CreateProjectAsync(), await application.CreateProjectAsync());
        var user = await TestUser.CreateAsync(application.App, first);
        var invitation = await second.Client.InviteMemberAsync(second.TenantId, new InviteMemberRequest(user.Email, MemberRole.Admin));
        await TestUser.AcceptAsync(application.App, invitation.Token!); // A new invitation shows its token.

        var tenants = await user.Client.ListTenantsAsync();

        Assert.Equal([first.TenantId, second.TenantId], tenants.Data.Select(tenant => tenant.Id));
        Assert.All(tenants.Data, tenant => Assert.NotEmpty(tenant.Name));
    }

    private async Task<string> CredentialsOfAsync(string caller, TestProject project)
    {
        switch (caller.Split(' '))
        {
            case ["key", "of", "the", "service"]:
                return TestPostgres.AdminKey;
            case ["key", "of", ..]:
                return (await application.CreateProjectAsync()).AdminKey;
            case ["key", var role, .. var rest]:
                return await project.CreateKeyAsync(role, inProject: rest.Length > 0);
            case ["user", "of", ..]:
                return (await TestUser.CreateAsync(application.App, await application.CreateProjectAsync(), MemberRole.Admin)).Token;
            case ["user", var tenantRole, .. var rest]:
                return (await TestUser.CreateAsync(application.App, project, tenantRole, rest.FirstOrDefault())).Token;
            default:
                throw new ArgumentOutOfRangeException(nameof(caller), caller, "No such caller.");
        }
    }
}
