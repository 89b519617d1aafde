using System.Net;
using Microsoft.Extensions.Options;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

/// <summary>The settings of the section <c>Limits</c>, each set low.</summary>
public sealed class LimitTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Destination = """{"name":"x","url":"https://example.com","eventTypes":["event.created"]}""";

    [Fact]
    public async Task Bodies_and_headers_are_limited_as_configured()
    {
        await using var app = await StartAsync(
            ("RequestBytes", "2000"), ("EventBytes", "1024"), ("HeadersPerDestination", "2"), ("HeaderBytesPerDestination", "256"));
        var project = await app.CreateProjectAsync();
        var padding = new string('x', 1_100);

        using var large = await project.Http.PostTextAsync(
            project.DestinationsPath, Destination.Replace("x\"", $"{padding}{padding}\"", StringComparison.Ordinal));
        using var largeEvent = await project.PublisherHttp.PostTextAsync(
            "/run/v1/events", $$$"""{"type":"a","properties":{"a":"{{{padding}}}"}}""");
        var batch = await project.Publisher.PublishEventsAsync(
            [new PublishEventRequest("a") { Properties = TestProject.Json(new { a = padding }) }, new PublishEventRequest("b")]);
        using var manyHeaders = await PostHeadersAsync(project, """{"A":"1","B":"2","C":"3"}""");
        using var longHeaders = await PostHeadersAsync(project, $$"""{"A":"{{new string('x', 256)}}"}""");
        using var both = await PostHeadersAsync(project, $$"""{"A":"{{new string('x', 250)}}","B":"2"}""");

        Assert.Contains("2000", (await large.ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge)).Detail, StringComparison.Ordinal);
        Assert.Contains("1024", (await largeEvent.ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge)).Detail, StringComparison.Ordinal);
        Assert.Equal([413, 201], batch.Select(result => result.Status));
        await manyHeaders.AssertRefusedAtAsync("/headers");
        await longHeaders.AssertRefusedAtAsync("/headers");
        Assert.Equal(HttpStatusCode.Created, both.StatusCode);
    }

    [Fact]
    public async Task A_project_has_no_more_destinations_than_allowed_however_many_are_made_at_once()
    {
        await using var app = await StartAsync(("DestinationsPerProject", "3"));
        var project = await app.CreateProjectAsync();
        var other = await app.CreateProjectAsync();

        var responses = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => project.Http.PostTextAsync(project.DestinationsPath, Destination)));

        Assert.Equal(3, responses.Count(response => response.StatusCode == HttpStatusCode.Created));
        foreach (var refused in responses.Where(response => response.StatusCode != HttpStatusCode.Created))
        {
            Assert.Contains(
                "3 webhook destinations", (await refused.ReadProblemAsync(HttpStatusCode.Conflict)).Detail, StringComparison.Ordinal);
        }

        var stored = (await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId)).Data;
        Assert.Equal(3, stored.Count);
        await project.Client.DeleteWebhookDestinationAsync(project.TenantId, project.ProjectId, stored[0].Id);
        using var again = await project.Http.PostTextAsync(project.DestinationsPath, Destination);
        using var elsewhere = await other.Http.PostTextAsync(other.DestinationsPath, Destination);
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created], [again.StatusCode, elsewhere.StatusCode]);
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_back_and_others_are_not_held_up()
    {
        await using var app = await StartAsync(("RequestsPerSecondPerKey", "1"), ("RequestBurstPerKey", "20"));
        var project = await app.CreateProjectAsync();
        using var other = app.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer));

        var refused = await Eventually.GetAsync(
            async () =>
                await project.Http.GetAsync(project.DestinationsPath) is { StatusCode: HttpStatusCode.TooManyRequests } response
                    ? response
                    : null,
            "the key is refused");

        Assert.Equal("too_many_requests", (await refused.ReadProblemAsync(HttpStatusCode.TooManyRequests)).Code);
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync(project.DestinationsPath)).StatusCode);
        await Eventually.BecomesTrueAsync(
            async () => (await project.Http.GetAsync(project.DestinationsPath)).StatusCode == HttpStatusCode.OK, "the key may go on");
    }

    [Fact]
    public async Task An_address_that_guesses_keys_is_stopped_and_keys_that_were_good_go_on_from_it()
    {
        await using var app = await StartAsync(("BadCredentialsPerMinutePerAddress", "5"));
        var project = await app.CreateProjectAsync();
        Assert.Equal(HttpStatusCode.OK, (await project.Http.GetAsync(project.DestinationsPath)).StatusCode);
        var guess = 0;

        var refused = await Eventually.GetAsync(
            async () =>
            {
                using var guesser = app.HttpWith($"whk_guess_{guess++}");
                var response = await guesser.GetAsync(project.DestinationsPath);
                Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests, $"{response.StatusCode}");
                return response.StatusCode == HttpStatusCode.TooManyRequests ? response : null;
            },
            "guessing is refused");

        Assert.InRange(guess, 6, 100);
        await refused.ReadProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(refused.Headers.RetryAfter?.Delta ?? default, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(12));
        Assert.Equal(HttpStatusCode.OK, (await project.Http.GetAsync(project.DestinationsPath)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Anonymous.GetAsync(project.DestinationsPath)).StatusCode);
    }

    [Fact]
    public async Task A_key_sends_no_more_tests_than_allowed_whichever_destination_they_go_to_and_others_go_on()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await StartAsync(("TestsPerMinutePerCaller", "2"));
        var project = await app.CreateProjectAsync();
        string[] paths = [await TestPathAsync("/a"), await TestPathAsync("/b"), await TestPathAsync("/c")];
        using var other = app.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Editor));

        // A test that is none uses nothing up.
        Assert.Equal(HttpStatusCode.NotFound, (await project.Http.PostAsync($"{project.DestinationsPath}/none/test", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await project.Http.PostAsync(paths[0], null)).StatusCode);
        var refused = await Eventually.GetAsync(
            async () =>
                await project.Http.PostAsync(paths[1], null) is { StatusCode: HttpStatusCode.TooManyRequests } response ? response : null,
            "tests are refused");

        await refused.ReadProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(refused.Headers.RetryAfter?.Delta ?? default, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        var sent = receiver.RequestCount;
        Assert.Equal(HttpStatusCode.TooManyRequests, (await project.Http.PostAsync(paths[2], null)).StatusCode);
        Assert.Equal(sent, receiver.RequestCount);
        Assert.Equal(HttpStatusCode.OK, (await other.PostAsync(paths[2], null)).StatusCode);

        async Task<string> TestPathAsync(string path) =>
            $"{project.DestinationsPath}/{(await project.CreateDestinationAsync(receiver.Url(path))).Id}/test";
    }

    [Fact]
    public async Task A_limit_out_of_its_range_stops_the_start_and_is_named()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(("RequestBytes", "5")));

        Assert.Contains("Limits:RequestBytes must be from 1024 to 16777216 bytes.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_whose_queue_is_full_is_told_when_to_come_back_and_others_publish_on()
    {
        await using var app = await ApiApplication.StartAsync(
            database,
            new ApplicationOptions
            {
                WithWorker = false,
                Settings = new Dictionary<string, string?> { ["Publish:MaxWaitingPerProject"] = "1000" },
            });
        var (project, other) = (await app.CreateProjectAsync(), await app.CreateProjectAsync());
        foreach (var each in new[] { project, other })
        {
            await each.CreateDestinationAsync(new Uri("https://example.com/"), request => request with { Enabled = false });
        }

        var batch = await project.Publisher.PublishEventsAsync([.. Enumerable.Range(0, 999).Select(_ => new PublishEventRequest("a"))]);
        var last = await project.Publisher.PublishEventsAsync([new PublishEventRequest("a"), new PublishEventRequest("a")]);
        using var refused = await project.PublisherHttp.PostTextAsync("/run/v1/events", """{"type":"a"}""");
        using var refusedBatch = await project.PublisherHttp.PostTextAsync("/run/v1/events/batch", """{"events":[{"type":"a"}]}""");
        using var conversation = await project.PublisherHttp.PostTextAsync(
            "/run/v1/conversations", $$"""{"agentId":"{{(await project.CreateAgentAsync("helper")).Id}}"}""");

        Assert.All(batch, result => Assert.Equal(201, result.Status));
        Assert.Equal([201, 429], last.Select(result => result.Status).Order());
        foreach (var response in new[] { refused, refusedBatch, conversation })
        {
            Assert.Contains(
                "1000 pending deliveries", (await response.ReadProblemAsync(HttpStatusCode.TooManyRequests)).Detail,
                StringComparison.Ordinal);
            Assert.Equal(TimeSpan.FromSeconds(10), response.Headers.RetryAfter?.Delta);
        }

        var queue = await project.Client.GetQueueAsync(project.TenantId, project.ProjectId);
        Assert.Equal((1_000, 1_000, false), (queue.Waiting, queue.Limit, queue.IsMore));
        Assert.NotNull((await other.PublishAsync()).Id);
    }

    private static Task<HttpResponseMessage> PostHeadersAsync(TestProject project, string headers) =>
        project.Http.PostTextAsync(
            project.DestinationsPath, Destination.Replace("{", $$"""{"headers":{{headers}},""", StringComparison.Ordinal));

    private Task<ApiApplication> StartAsync(params (string Name, string Value)[] limits) => ApiApplication.StartAsync(
        database,
        new ApplicationOptions
        {
            WithWorker = false,
            Settings = limits.ToDictionary(limit => $"Limits:{limit.Name}", limit => (string?)limit.Value),
        });
}
