using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api.Seed;

/// <summary>The answers of the seed's webhook endpoints are those of its reference, for every status it shows.</summary>
public sealed class SeedConformanceTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Named = "resource_789";

    /// <summary>Method, path below the destinations of a project, body.</summary>
    public static TheoryData<string, string, string?> Operations { get; } = new()
    {
        { "GET", "", null },
        { "POST", "", SeedExamples.CreateBody },
        { "GET", "/" + Named, null },
        { "PATCH", "/" + Named, "{}" },
        { "DELETE", "/" + Named, null },
        { "POST", $"/{Named}/test", null },
    };

    [Fact]
    public async Task A_destination_is_shown_with_the_members_of_the_reference_wherever_it_is_shown()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        var created = await SendAsync(project.Http, "POST", project.DestinationsPath, SeedExamples.CreateBody.Replace(
            "\"name\"", "\"agentIds\":[\"sales\"],\"description\":\"string\",\"id\":\"resource_789\",\"enabled\":false,\"name\"",
            StringComparison.Ordinal));
        var path = $"{project.DestinationsPath}/{Named}";
        var read = await SendAsync(project.Http, "GET", path, null);
        var updated = await SendAsync(project.Http, "PATCH", path, "{}");
        var listed = await SendAsync(project.Http, "GET", project.DestinationsPath, null);

        Assert.Equal([201, 200, 200, 200], [created.Status, read.Status, updated.Status, listed.Status]);
        Assert.All(
            [created, read, updated], answer =>
                SeedShape.AssertLike(SeedExamples.Destination, answer.Body, SeedExamples.DestinationExtras));
        SeedShape.AssertLike(SeedExamples.List, listed.Body, SeedExamples.DestinationExtras);
        Assert.All([created, read, updated, listed], answer => Assert.Equal("application/json", answer.MediaType));
    }

    [Fact]
    public async Task What_was_not_given_is_null_and_never_missing()
    {
        var project = await application.CreateProjectAsync();

        var created = await SendAsync(project.Http, "POST", project.DestinationsPath, SeedExamples.CreateBody);

        SeedShape.AssertLike(
            SeedExamples.Destination,
            created.Body.Replace("\"description\":null", "\"description\":\"\"", StringComparison.Ordinal),
            SeedExamples.DestinationExtras);
        Assert.Contains("\"enabled\":true", created.Body, StringComparison.Ordinal);
        Assert.Contains("\"agentIds\":[]", created.Body, StringComparison.Ordinal);
        Assert.Contains("\"url\":\"http://example.com\"", created.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_answers_as_the_reference_shows()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(500, "database is down");
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = Named });

        var tested = await SendAsync(project.Http, "POST", $"{project.DestinationsPath}/{Named}/test", null);

        Assert.Equal(200, tested.Status);
        SeedShape.AssertLike(SeedExamples.Test, tested.Body);
    }

    [Fact]
    public async Task A_deletion_answers_204_with_nothing()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(new Uri("https://example.com"), request => request with { Id = Named });

        Assert.Equal((204, string.Empty, null), await SendAsync(project.Http, "DELETE", $"{project.DestinationsPath}/{Named}", null));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Every_operation_refuses_as_the_reference_shows(string method, string path, string? body)
    {
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(new Uri("https://example.com"), request => request with { Id = Named });
        // A publisher may neither look nor write.
        using var stranger = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Publisher));
        var upperCase = $"/manage/tenants/{project.TenantId}/projects/MAIN/webhook-destinations{path}";
        var nowhere = path.Length > 0
            ? project.DestinationsPath + path.Replace(Named, "nothing", StringComparison.Ordinal)
            : $"/manage/tenants/{project.TenantId}/projects/nothing/webhook-destinations";

        await AssertRefusedAsync(400, project.Http, method, upperCase, body);
        await AssertRefusedAsync(401, application.App.Anonymous, method, project.DestinationsPath + path, body);
        await AssertRefusedAsync(403, stranger, method, project.DestinationsPath + path, body);
        await AssertRefusedAsync(404, project.Http, method, nowhere, body);
        if (method is "PATCH" || body == SeedExamples.CreateBody)
        {
            // Both have a body.
            var unknownAgent =
                body!.Replace("{", "{\"agentIds\":[\"nobody\"]" + (method is "PATCH" ? string.Empty : ","), StringComparison.Ordinal);
            await AssertRefusedAsync(422, project.Http, method, project.DestinationsPath + path, unknownAgent);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_fault_of_the_service_is_shown_as_the_reference_does_and_tells_nothing_of_its_inside(
        string method, string path, string? body)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var project = await app.CreateProjectAsync();
        await database.ExecuteAsync("alter table destinations rename to lost");

        var answer = await AssertRefusedAsync(500, project.Http, method, project.DestinationsPath + path, body);

        Assert.All(
            ["lost", "relation", "42P01", "select", "Npgsql", "Postgres", "Exception", "   at ", "stack", ".cs"],
            inside => Assert.DoesNotContain(
                inside, answer.Replace(project.DestinationsPath, string.Empty, StringComparison.Ordinal),
                StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<string> AssertRefusedAsync(int status, HttpClient http, string method, string path, string? body)
    {
        var answer = await SendAsync(http, method, path, body);
        Assert.True(status == answer.Status, $"{method} {path}: {answer.Status} instead of {status}: {answer.Body}");
        Assert.Equal("application/problem+json", answer.MediaType);
        SeedShape.AssertProblem(status, answer.Body);
        return answer.Body;
    }

    private static async Task<(int Status, string Body, string? MediaType)> SendAsync(
        HttpClient http, string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : Refusals.Body(body) };
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.MediaType);
    }
}
