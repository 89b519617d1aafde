using System.Net;
using System.Text.Json.Nodes;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class BadDestinationTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Valid = """{"name":"Receiver","url":"https://example.com/hooks","eventTypes":["event.created"]}""";

    /// <summary>A member, what it is set to, and the pointer the refusal must have.</summary>
    public static TheoryData<string, string, string> BadMembers => new()
    {
        { "url", "null", "/url" },
        { "url", "7", "/url" },
        { "url", "\"\"", "/url" },
        { "url", "\"nonsense\"", "/url" },
        { "url", "\"ftp://example.com/\"", "/url" },
        { "url", "\"javascript:alert(1)\"", "/url" },
        { "url", "\"https://somebody:password@example.com/\"", "/url" },
        { "url", "\"https://@example.com/\"", "/url" },
        { "url", "\"https://example.com/#part\"", "/url" },
        { "url", "\"https://exam ple.com/\"", "/url" },
        { "url", "\"http://10.0.0.1/\"", "/url" },
        { "url", "\"http://[fd00::1]/\"", "/url" },
        { "url", "\"http://169.254.169.254/latest/meta-data\"", "/url" },
        { "url", "\"https://example.com/\\u0000\"", "/url" },
        { "url", "\"https://example.com/\\ud800\"", "/url" },
        { "url", $"\"https://example.com/{new string('x', 2048)}\"", "/url" },
        { "name", "null", "/name" },
        { "name", "7", "/name" },
        { "name", "\"  \"", "/name" },
        { "name", $"\"{new string('x', 256)}\"", "/name" },
        { "name", "\"a\\u0000b\"", "/name" },
        { "name", "\"\\udc00\"", "/name" },
        { "eventTypes", "null", "/eventTypes" },
        { "eventTypes", "[]", "/eventTypes" },
        { "eventTypes", "\"event.created\"", "/eventTypes" },
        { "eventTypes", "[\"event.created\",\"event.deleted\"]", "/eventTypes/1" },
        { "eventTypes", "[null]", "/eventTypes/0" },
        { "description", "{}", "/description" },
        { "description", $"\"{new string('x', 4001)}\"", "/description" },
        { "enabled", "\"true\"", "/enabled" },
        { "enabled", "1", "/enabled" },
        { "agentIds", "\"one\"", "/agentIds" },
        { "agentIds", "[7]", "/agentIds/0" },
        { "agentIds", "[\"\"]", "/agentIds/0" },
        { "tags", "null", "/tags" },
        { "tags", "[\"\"]", "/tags/0" },
        { "tags", $"[\"{new string('x', 51)}\"]", "/tags/0" },
        { "tags", $"[{string.Join(',', Enumerable.Range(0, 21).Select(number => $"\"t{number}\""))}]", "/tags" },
        { "headers", "[]", "/headers" },
        { "headers", "\"X-A: b\"", "/headers" },
        { "headers", "{\"Host\":\"example.com\"}", "/headers/Host" },
        { "headers", "{\"content-length\":\"7\"}", "/headers/content-length" },
        { "headers", "{\"Content-Type\":\"text/plain\"}", "/headers/Content-Type" },
        { "headers", "{\"Webhook-Id\":\"7\"}", "/headers/Webhook-Id" },
        { "headers", "{\"X A\":\"b\"}", "/headers/X A" },
        { "headers", "{\"\":\"b\"}", "/headers/" },
        { "headers", "{\"X/A~\":\"b\"}", "/headers/X~1A~0" },
        { "headers", "{\"X-A\":\"b\\r\\nX-Evil: c\"}", "/headers/X-A" },
        { "headers", "{\"X-A\":\"\\u0000\"}", "/headers/X-A" },
        { "headers", "{\"X-A\":7}", "/headers/X-A" },
        { "headers", "{\"X-A\":\"b\",\"x-a\":\"c\"}", "/headers/x-a" },
        { "headers", "{\"\\ud800\":\"b\"}", "/headers" },
        { "headers", $"{{{string.Join(',', Enumerable.Range(0, 33).Select(number => $"\"X-{number}\":\"b\""))}}}", "/headers" },
        { "headers", $"{{{string.Join(',', Enumerable.Range(0, 9).Select(number => $"\"X-{number}\":\"{new string('x', 1000)}\""))}}}", "/headers" },
        { "retryPolicy", "\"never\"", "/retryPolicy" },
        { "retryPolicy", "\"custom\"", "/retryPolicy" },
        { "retryPolicy", "[]", "/retryPolicy" },
        { "retryPolicy", "[1.5]", "/retryPolicy" },
        { "retryPolicy", "[604800,604800,1]", "/retryPolicy" },
        { "retryPolicy", """{}""", "/retryPolicy/name" },
        { "retryPolicy", """{"name":"never"}""", "/retryPolicy/name" },
        { "retryPolicy", """{"name":"2,4"}""", "/retryPolicy/name" },
        { "retryPolicy", """{"name":"\ud800"}""", "/retryPolicy/name" },
        { "retryPolicy", """{"name":"standard","waitSeconds":[2,4]}""", "/retryPolicy/waitSeconds" },
        { "retryPolicy", """{"name":"standard","waits":[2,4]}""", "/retryPolicy/waits" },
        { "retryPolicy", """{"name":"custom"}""", "/retryPolicy/waitSeconds" },
        { "retryPolicy", """{"name":"custom","waitSeconds":null}""", "/retryPolicy/waitSeconds" },
        { "retryPolicy", """{"name":"custom","waitSeconds":2}""", "/retryPolicy/waitSeconds" },
        { "retryPolicy", """{"name":"custom","waitSeconds":[]}""", "/retryPolicy/waitSeconds" },
        { "retryPolicy", """{"name":"custom","waitSeconds":[0]}""", "/retryPolicy/waitSeconds" },
        { "retryPolicy", """{"name":"custom","waitSeconds":[1.5]}""", "/retryPolicy/waitSeconds" },
        { "retryPolicy", """{"name":"custom","waitSeconds":["2"]}""", "/retryPolicy/waitSeconds" },
        { "retryPolicy", """{"name":"custom","waitSeconds":[604801]}""", "/retryPolicy/waitSeconds" },
        { "retryPolicy", """{"name":"custom","waitSeconds":[604800,604800,1]}""", "/retryPolicy/waitSeconds" },
    };

    public static TheoryData<string, string, string> BadIds => new()
    {
        { "id", "7", "/id" },
        { "id", "\"\"", "/id" },
        { "id", "\"new\"", "/id" },
        { "id", "\"a b\"", "/id" },
        { "id", "\"a/b\"", "/id" },
        { "id", $"\"{new string('x', 256)}\"", "/id" },
    };

    [Theory]
    [MemberData(nameof(BadMembers))]
    [MemberData(nameof(BadIds))]
    public async Task A_destination_with_a_bad_member_is_refused_with_its_pointer_and_not_stored(string member, string value, string place)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.PostTextAsync(project.DestinationsPath, With(member, value));

        await response.AssertRefusedAtAsync(place);
        Assert.Empty((await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId)).Data);
    }

    [Theory]
    [MemberData(nameof(BadMembers))]
    public async Task A_change_with_a_bad_member_is_refused_with_its_pointer_and_changes_nothing(string member, string value, string place)
    {
        var project = await application.CreateProjectAsync();
        var before = await project.CreateDestinationAsync(new Uri("https://example.com/hooks"));

        using var response = await project.Http.PatchAsync(
            $"{project.DestinationsPath}/{before.Id}", Refusals.Body($$"""{"name":"Other","{{member}}":{{value}}}"""));

        await response.AssertRefusedAtAsync(place);
        Assert.Equivalent(
            before, await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, before.Id), strict: true);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("url")]
    [InlineData("eventTypes")]
    public async Task A_destination_without_a_required_member_is_refused_with_its_pointer(string member)
    {
        var project = await application.CreateProjectAsync();
        var body = JsonNode.Parse(Valid)!.AsObject(); // Not null: it is an object.
        body.Remove(member);

        using var response = await project.Http.PostTextAsync(project.DestinationsPath, body.ToJsonString());

        await response.AssertRefusedAtAsync("/" + member);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.PostTextAsync(
            project.DestinationsPath, """{"name":"","url":"ftp://example.com","eventTypes":["nope"],"enabled":1}""");

        var problem = await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(
            ["/enabled", "/eventTypes/0", "/name", "/url"], problem.Errors?.Select(error => error.Pointer).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("url")]
    [InlineData("eventTypes")]
    [InlineData("enabled")]
    [InlineData("agentIds")]
    [InlineData("retryPolicy")]
    public async Task A_change_to_null_is_refused_where_null_has_no_meaning(string member)
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(new Uri("https://example.com/hooks"));

        using var response = await project.Http.PatchAsync(
            $"{project.DestinationsPath}/{destination.Id}", Refusals.Body($$"""{"{{member}}":null}"""));

        await response.AssertRefusedAtAsync("/" + member);
    }

    [Fact]
    public async Task An_agent_that_does_not_exist_is_refused_with_its_place_in_the_list()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("known");

        using var response = await project.Http.PostTextAsync(project.DestinationsPath, With("agentIds", """["known","unknown"]"""));

        await response.AssertRefusedAtAsync("/agentIds/1", HttpStatusCode.UnprocessableEntity);
        Assert.Empty((await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId)).Data);
    }

    [Fact]
    public async Task A_taken_id_is_a_conflict_and_the_first_destination_stays_as_it_is()
    {
        var project = await application.CreateProjectAsync();
        var first = await project.CreateDestinationAsync(new Uri("https://example.com/first"), request => request with { Id = "mine" });

        using var response = await project.Http.PostTextAsync(project.DestinationsPath, With("id", "\"mine\""));

        await response.AssertRefusedAtAsync("/id", HttpStatusCode.Conflict);
        var stored = Assert.Single((await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId)).Data);
        Assert.Equal(first.Url, stored.Url);
    }

    [Fact]
    public async Task An_id_is_free_again_when_its_destination_is_deleted()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(new Uri("https://example.com/first"), request => request with { Id = "mine" });
        await project.Client.DeleteWebhookDestinationAsync(project.TenantId, project.ProjectId, "mine");

        var second = await project.CreateDestinationAsync(new Uri("https://example.com/second"), request => request with { Id = "mine" });

        Assert.Equal("https://example.com/second", second.Url);
    }

    private static string With(string member, string value)
    {
        // As text, because the value may be what a JSON library would not write.
        var others = JsonNode.Parse(Valid)!.AsObject(); // Not null: it is an object.
        others.Remove(member);
        return $$"""{"{{member}}":{{value}},{{others.ToJsonString()[1..]}}""";
    }
}
