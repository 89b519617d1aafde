using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed partial class DestinationTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly Uri Url = new("https://example.com/hooks");

    [Theory]
    [InlineData("\"persistent\"", """{"name":"persistent"}""")]
    [InlineData("[1,60]", """{"name":"custom","waitSeconds":[1,60]}""")]
    public async Task Older_forms_of_a_retry_policy_are_still_taken(string sent, string shown)
    {
        var project = await application.CreateProjectAsync();
        var body = $$"""{"name":"CRM","url":"https://example.com/","eventTypes":["event.created"],"retryPolicy":{{sent}}}""";

        using var response = await project.Http.PostAsync(
            project.DestinationsPath, new StringContent(body, Encoding.UTF8, "application/json"));
        var data = JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("data");

        Assert.Equal(shown, data.GetProperty("retryPolicy").GetRawText());
    }

    [Fact]
    public async Task A_created_destination_has_the_defaults_of_the_reference()
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.PostTextAsync(
            project.DestinationsPath, """{"name":"Receiver","url":"https://example.com/hooks","eventTypes":["event.created"]}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        var data = (await ReadAsync(response)).GetProperty("data");
        Assert.Equal(
            [
                "agentIds", "createdAt", "description", "disabledReason", "enabled", "eventTypes", "headers", "id",
                "maxPerSecond", "name", "retryPolicy", "tags", "timeoutSeconds", "updatedAt", "url",
            ],
            data.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        var id = data.GetProperty("id").GetString();
        Assert.Matches(GeneratedId(), id);
        Assert.Equal($"{project.DestinationsPath}/{id}", response.Headers.Location?.OriginalString);
        Assert.True(data.GetProperty("enabled").GetBoolean());
        Assert.Empty(data.GetProperty("agentIds").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("description").ValueKind);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("headers").ValueKind);
        Assert.Equal("standard", data.GetProperty("retryPolicy").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, data.GetProperty("maxPerSecond").ValueKind);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("timeoutSeconds").ValueKind);
        Assert.Matches(Timestamp(), data.GetProperty("createdAt").GetString());
        Assert.Equal(data.GetProperty("createdAt").GetString(), data.GetProperty("updatedAt").GetString());
    }

    [Fact]
    public async Task Everything_chosen_is_stored_and_read_back()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("first");

        var created = await project.CreateDestinationAsync(Url, request => request with
        {
            Id = "My-destination_1.0",
            Name = "Größe",
            Description = "What it is for",
            Enabled = false,
            EventTypes = ["feedback.created", "event.created"],
            AgentIds = ["first"],
            Tags = ["crm", "eu", "crm"],
            Headers = new Dictionary<string, string> { ["X-Team"] = "Sales", ["Authorization"] = "Bearer abc" },
            RetryPolicy = RetryPolicySetting.Waits(1, 60),
            MaxPerSecond = 2.5,
            TimeoutSeconds = 45,
        });

        Assert.Equal("My-destination_1.0", created.Id);
        Assert.Equal("Größe", created.Name);
        Assert.Equal("What it is for", created.Description);
        Assert.False(created.Enabled);
        Assert.Equal(["feedback.created", "event.created"], created.EventTypes);
        Assert.Equal(["first"], created.AgentIds);
        Assert.Equal(["crm", "eu"], created.Tags);
        Assert.Equal("Bearer abc", created.Headers?["Authorization"]);
        Assert.Equal(RetryPolicySetting.Waits(1, 60), created.RetryPolicy);
        Assert.Equal((2.5, 45), (created.MaxPerSecond, created.TimeoutSeconds));
        var read = await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, created.Id);
        Assert.Equivalent(created, read, strict: true);
    }

    [Fact]
    public async Task An_empty_change_is_accepted_and_changes_nothing()
    {
        var project = await application.CreateProjectAsync();
        var before = await project.CreateDestinationAsync(Url, request => request with { Description = "Stays" });

        using var response = await project.Http.PatchAsync($"{project.DestinationsPath}/{before.Id}", Refusals.Body("{}"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var after = await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, before.Id);
        Assert.Equivalent(before, after, strict: true);
        Assert.Equal(before.ETag, response.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task A_change_sets_what_it_names_and_leaves_the_rest()
    {
        var project = await application.CreateProjectAsync();
        var before = await project.CreateDestinationAsync(
            Url, request => request with { Description = "Stays", Headers = new Dictionary<string, string> { ["X-Team"] = "Sales" } });

        var after = await project.UpdateDestinationAsync(before.Id, new UpdateWebhookDestinationRequest
        {
            Name = "Renamed",
            Url = "http://example.org/",
            EventTypes = new(["feedback.created"]),
            Enabled = false,
            RetryPolicy = RetryPolicySetting.Persistent,
            MaxPerSecond = 10,
            TimeoutSeconds = 5,
            Tags = new(["eu"]),
        });

        Assert.Equal("Renamed", after.Name);
        Assert.Equal("http://example.org/", after.Url);
        Assert.Equal(["feedback.created"], after.EventTypes);
        Assert.False(after.Enabled);
        Assert.Equal(RetryPolicySetting.Persistent, after.RetryPolicy);
        Assert.Equal((10, 5), (after.MaxPerSecond, after.TimeoutSeconds));
        Assert.Equal(["eu"], after.Tags);
        Assert.Equal("Stays", after.Description);
        Assert.Equal("Sales", after.Headers?["X-Team"]);
    }

    [Fact]
    public async Task Null_clears_what_may_be_absent()
    {
        var project = await application.CreateProjectAsync();
        var before = await project.CreateDestinationAsync(
            Url,
            request => request with
            {
                Description = "Goes",
                Headers = new Dictionary<string, string> { ["X-Team"] = "Sales" },
                MaxPerSecond = 1,
                TimeoutSeconds = 1,
            });

        using var response = await project.Http.PatchAsync(
            $"{project.DestinationsPath}/{before.Id}",
            Refusals.Body("""{"description":null,"headers":null,"maxPerSecond":null,"timeoutSeconds":null}"""));

        var data = (await ReadAsync(response)).GetProperty("data");
        Assert.All(
            ["description", "headers", "maxPerSecond", "timeoutSeconds"],
            member => Assert.Equal(JsonValueKind.Null, data.GetProperty(member).ValueKind));
    }

    [Fact]
    public async Task An_empty_list_of_agents_means_all_of_them()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("first");
        var before = await project.CreateDestinationAsync(Url, request => request with { AgentIds = ["first"] });

        var after = await project.UpdateDestinationAsync(before.Id, new UpdateWebhookDestinationRequest { AgentIds = new([]) });

        Assert.Empty(after.AgentIds);
        Assert.Equal(1, (await project.PublishAsync() is { } published
            ? await project.Client.GetEventAsync(project.TenantId, project.ProjectId, published.Id) : null)?.Matched);
    }

    [Fact]
    public async Task A_deleted_destination_is_gone()
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(Url);
        var path = $"{project.DestinationsPath}/{destination.Id}";

        using var deleted = await project.Http.DeleteAsync(path);
        using var read = await project.Http.GetAsync(path);
        using var changed = await project.Http.PatchAsync(path, Refusals.Body("{}"));
        using var again = await project.Http.DeleteAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await deleted.Content.ReadAsByteArrayAsync());
        await read.ReadProblemAsync(HttpStatusCode.NotFound);
        await changed.ReadProblemAsync(HttpStatusCode.NotFound);
        await again.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_viewer_sees_the_names_of_headers_and_not_their_values()
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(
            Url, request => request with { Headers = new Dictionary<string, string> { ["X-Team"] = "a secret value" } });
        using var viewer = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer));

        var one = await viewer.GetStringAsync($"{project.DestinationsPath}/{destination.Id}");
        var all = await viewer.GetStringAsync(project.DestinationsPath);

        Assert.All([one, all], text => Assert.Contains("X-Team", text, StringComparison.Ordinal));
        Assert.All([one, all], text => Assert.DoesNotContain("a secret value", text, StringComparison.Ordinal));
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());

    [GeneratedRegex(@"^[a-z0-9]{21}$")]
    private static partial Regex GeneratedId();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    private static partial Regex Timestamp();
}
