using System.Net;
using System.Text.Json.Nodes;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

/// <summary>What a client may send back of what it read.</summary>
public sealed class DestinationChangeTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Mask = "********";

    private static readonly Uri Url = new("https://example.com/hooks");

    [Fact]
    public async Task What_was_read_can_be_sent_back_with_one_thing_changed()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        var before = await project.CreateDestinationAsync(Url, request => request with
        {
            AgentIds = ["sales"],
            Headers = new Dictionary<string, string> { ["X-Team"] = "Sales" },
            RetryPolicy = RetryPolicySetting.Waits(1, 60),
            MaxPerSecond = 2.5,
        });
        var path = $"{project.DestinationsPath}/{before.Id}";
        var sent = JsonNode.Parse(await project.Http.GetStringAsync(path))!["data"]!.AsObject(); // An answer has data.
        sent["name"] = "Renamed";

        using var response = await project.Http.PatchAsync(path, Refusals.Body(sent.ToJsonString()));

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        var after = await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, before.Id);
        Assert.Equivalent(before with { Name = "Renamed", UpdatedAt = after.UpdatedAt, ETag = after.ETag }, after, strict: true);
        Assert.NotEqual(before.ETag, after.ETag);
    }

    [Theory]
    [InlineData("""{"id":"other"}""", "/id")]
    [InlineData("""{"id":null}""", "/id")]
    [InlineData("""{"createdAt":"2001-01-01T00:00:00.000Z"}""", "/createdAt")]
    [InlineData("""{"createdAt":"yesterday"}""", "/createdAt")]
    [InlineData("""{"updatedAt":"2001-01-01T00:00:00.000Z"}""", "/updatedAt")]
    [InlineData("""{"updatedAt":7}""", "/updatedAt")]
    [InlineData("""{"maxPerSecond":0}""", "/maxPerSecond")]
    [InlineData("""{"maxPerSecond":10001}""", "/maxPerSecond")]
    [InlineData("""{"maxPerSecond":1e999}""", "/maxPerSecond")]
    [InlineData("""{"maxPerSecond":"50"}""", "/maxPerSecond")]
    [InlineData("""{"timeoutSeconds":0}""", "/timeoutSeconds")]
    [InlineData("""{"timeoutSeconds":61}""", "/timeoutSeconds")]
    [InlineData("""{"timeoutSeconds":1.5}""", "/timeoutSeconds")]
    [InlineData("""{"headers":{"X-Other":"********"}}""", "/headers/X-Other")]
    public async Task What_cannot_be_changed_is_refused_and_nothing_is_stored(string body, string place)
    {
        var project = await application.CreateProjectAsync();
        var before = await project.CreateDestinationAsync(
            Url, request => request with { Headers = new Dictionary<string, string> { ["X-Team"] = "Sales" } });
        var sent = JsonNode.Parse(body)!.AsObject(); // The cases are objects.
        sent["name"] = "Renamed";

        using var response = await project.Http.PatchAsync($"{project.DestinationsPath}/{before.Id}", Refusals.Body(sent.ToJsonString()));

        await response.AssertRefusedAtAsync(place);
        Assert.Equivalent(
            before, await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, before.Id), strict: true);
    }

    [Fact]
    public async Task A_mask_keeps_the_stored_value_of_its_name_and_headers_replace_as_a_whole()
    {
        var project = await application.CreateProjectAsync();
        var before = await project.CreateDestinationAsync(Url, request => request with
        {
            Headers = new Dictionary<string, string> { ["X-Team"] = "Sales", ["Authorization"] = "Bearer abc", ["X-Old"] = "goes" },
        });
        using var viewer = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer));
        // As above.
        var shown = JsonNode.Parse(await viewer.GetStringAsync($"{project.DestinationsPath}/{before.Id}"))!["data"]!["headers"]!.AsObject();
        Assert.All(shown, header => Assert.Equal(Mask, header.Value?.GetValue<string>()));
        shown.Remove("X-Old");
        shown.Remove("X-Team");
        shown["x-team"] = Mask;
        shown["X-New"] = "comes";

        using var response = await project.Http.PatchAsync(
            $"{project.DestinationsPath}/{before.Id}", Refusals.Body(new JsonObject { ["headers"] = shown.DeepClone() }.ToJsonString()));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var after = await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, before.Id);
        Assert.Equal(
            new Dictionary<string, string> { ["Authorization"] = "Bearer abc", ["X-New"] = "comes", ["x-team"] = "Sales" },
            after.Headers?.OrderBy(header => header.Key, StringComparer.Ordinal).ToDictionary());
    }

    [Fact]
    public async Task A_new_destination_cannot_have_a_mask()
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.PostTextAsync(
            project.DestinationsPath,
            """{"name":"x","url":"https://example.com","eventTypes":["event.created"],"headers":{"X-Team":"********"}}""");

        await response.AssertRefusedAtAsync("/headers/X-Team");
    }

    [Fact]
    public async Task A_change_that_changes_nothing_leaves_the_time_and_the_tag()
    {
        var project = await application.CreateProjectAsync();
        var before = await project.CreateDestinationAsync(
            Url, request => request with { Headers = new Dictionary<string, string> { ["X-Team"] = "Sales" }, MaxPerSecond = 5 });

        var after = await project.UpdateDestinationAsync(before.Id, new UpdateWebhookDestinationRequest
        {
            Name = before.Name,
            EventTypes = new(before.EventTypes),
            Headers = new(before.Headers),
            Enabled = true,
            MaxPerSecond = 5,
        });

        Assert.Equivalent(before, after, strict: true);
    }

    [Fact]
    public async Task Two_changes_of_the_same_state_cannot_both_win_when_they_say_which_it_was()
    {
        var project = await application.CreateProjectAsync();
        var before = await project.CreateDestinationAsync(Url);

        var first = await UpdateAsync(project, before, before.ETag);
        var lost = await Assert.ThrowsAsync<WebhooksApiException>(() => UpdateAsync(project, before, before.ETag));
        var notDeleted = await Assert.ThrowsAsync<WebhooksApiException>(
            () => project.Client.DeleteWebhookDestinationAsync(project.TenantId, project.ProjectId, before.Id, before.ETag!));

        Assert.Equal([HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed], [lost.StatusCode, notDeleted.StatusCode]);
        Assert.Equal("precondition_failed", lost.Problem?.Code);
        Assert.Equivalent(
            first, await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, before.Id), strict: true);
        await project.Client.DeleteWebhookDestinationAsync(project.TenantId, project.ProjectId, before.Id, first.ETag!);
    }

    [Theory]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"other\", {0}", HttpStatusCode.OK)]
    [InlineData("W/{0}", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"other\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("no-quotes", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task A_condition_is_read_as_http_defines_it(string condition, HttpStatusCode expected)
    {
        var project = await application.CreateProjectAsync();
        var before = await project.CreateDestinationAsync(Url);
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{project.DestinationsPath}/{before.Id}")
        {
            Content = Refusals.Body("""{"name":"Renamed"}"""),
        };
        request.Headers.TryAddWithoutValidation("If-Match", condition.Replace("{0}", before.ETag, StringComparison.Ordinal));

        using var response = await project.Http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        var after = await project.Client.GetWebhookDestinationAsync(project.TenantId, project.ProjectId, before.Id);
        Assert.Equal(expected == HttpStatusCode.OK ? "Renamed" : before.Name, after.Name);
    }

    [Fact]
    public async Task What_the_caller_has_already_is_not_sent_again_until_anything_changes()
    {
        var project = await application.CreateProjectAsync();
        var before = await project.CreateDestinationAsync(Url);

        using var same = await GetAsync(project.Http, before.ETag!);
        using var weak = await GetAsync(project.Http, $"W/{before.ETag}");
        using var viewer = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer));
        using var masked = await GetAsync(viewer, before.ETag!);
        await project.Client.RotateDestinationSecretAsync(project.TenantId, project.ProjectId, before.Id);
        using var rotated = await GetAsync(project.Http, before.ETag!);

        Assert.Equal([HttpStatusCode.NotModified, HttpStatusCode.NotModified], [same.StatusCode, weak.StatusCode]);
        Assert.Equal(before.ETag, same.Headers.ETag?.ToString());
        Assert.Empty(await same.Content.ReadAsByteArrayAsync());
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], [masked.StatusCode, rotated.StatusCode]);

        async Task<HttpResponseMessage> GetAsync(HttpClient http, string tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{project.DestinationsPath}/{before.Id}");
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            return await http.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_tag_of_a_destination_that_was_deleted_does_not_fit_its_successor()
    {
        var project = await application.CreateProjectAsync();
        var first = await project.CreateDestinationAsync(Url, request => request with { Id = "same" });
        await project.Client.DeleteWebhookDestinationAsync(project.TenantId, project.ProjectId, "same");
        await project.CreateDestinationAsync(Url, request => request with { Id = "same" });

        var refused = await Assert.ThrowsAsync<WebhooksApiException>(() => UpdateAsync(project, first, first.ETag));

        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
    }

    [Fact]
    public async Task Many_rotations_at_once_leave_no_more_live_secrets_than_allowed()
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(Url);

        await Task.WhenAll(
            Enumerable.Range(0, 12)
                .Select(_ => project.Http.PostAsync($"{project.DestinationsPath}/{destination.Id}/secret/rotate", null)));

        Assert.Equal(
            5, (await project.Client.GetDestinationSecretsAsync(project.TenantId, project.ProjectId, destination.Id)).Secrets.Count);
    }

    private static Task<WebhookDestinationResponse> UpdateAsync(TestProject project, WebhookDestinationResponse destination, string? tag) =>
        project.Client.UpdateWebhookDestinationAsync(
            project.TenantId, project.ProjectId, destination.Id, new UpdateWebhookDestinationRequest { Name = $"After {tag}" },
            tag!); // Answers of one destination have a tag.
}
