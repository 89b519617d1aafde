using System.Net;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class LiveTailTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Uri Nowhere = new("https://example.com/");

    [Fact]
    public async Task A_tail_shows_new_deliveries_and_every_later_state()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(503));
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(
            receiver.Url(), request => request with { Id = "busy", RetryPolicy = RetryPolicySetting.Waits(3) });
        await using var tail = Tail.Open(project, "deliveries");
        await tail.WaitForAsync("event: following");

        var published = await project.PublishAsync();

        await tail.WaitForAsync("\"state\":\"retrying\"");
        await tail.WaitForAsync("\"state\":\"delivered\"");
        Assert.Contains("event: delivery", tail.Text, StringComparison.Ordinal);
        Assert.Contains($"\"eventId\":\"{published.Id}\"", tail.Text, StringComparison.Ordinal);
        Assert.Equal("text/event-stream", tail.MediaType);
    }

    [Fact]
    public async Task A_tail_shows_a_change_of_a_delivery_that_was_there_before_and_the_filters_hold()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(404));
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "wanted" });
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "other", EventTypes = ["feedback.created"] });
        var before = await project.PublishAsync();
        var failed = await project.WaitForDeliveryAsync(before.Id, "wanted", DeliveryState.Failed);
        await using var tail = Tail.Open(project, "deliveries?destinationId=wanted&state=delivered");
        await tail.WaitForAsync("event: following");

        await project.Publisher.PublishEventAsync(new PublishEventRequest("feedback.created") { Data = TestProject.Json(new { }) });
        await project.Client.ResendDeliveryAsync(project.TenantId, project.ProjectId, failed.Id);

        await tail.WaitForAsync(failed.Id);
        await tail.WaitForAsync("\"state\":\"delivered\"");
        Assert.DoesNotContain("\"other\"", tail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"state\":\"failed\"", tail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tail_goes_on_where_the_client_lost_it()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(Nowhere, request => request with { Enabled = false });
        var first = await project.PublishAsync();
        var second = await project.PublishAsync();

        await using var deliveries = Tail.Open(project, "deliveries", lastEventId: $"{first.CreatedAt.ToUnixTimeMilliseconds()}");
        await using var events = Tail.Open(project, "events", lastEventId: $"{first.CreatedAt.ToUnixTimeMilliseconds()}");

        foreach (var tail in new[] { deliveries, events })
        {
            await tail.WaitForAsync($"\"{first.Id}\"");
            await tail.WaitForAsync($"\"{second.Id}\"");
        }
    }

    [Fact]
    public async Task What_was_there_before_a_tail_began_is_not_shown()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(Nowhere, request => request with { Enabled = false });
        var before = await project.PublishAsync();
        await using var tail = Tail.Open(project, "deliveries");
        await tail.WaitForAsync("event: following");

        var after = await project.PublishAsync();

        await tail.WaitForAsync(after.Id);
        Assert.DoesNotContain(before.Id, tail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_follows_deliveries_and_events()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "sent" });
        using var enough = new CancellationTokenSource(Patience);
        var delivered = FirstAsync(
            project.Client.FollowDeliveriesAsync(
                project.TenantId, project.ProjectId, new DeliveryFilter { State = DeliveryState.Delivered }, enough.Token));
        var published = FirstAsync(project.Client.FollowEventsAsync(project.TenantId, project.ProjectId, cancellationToken: enough.Token));

        using var publishing = CancellationTokenSource.CreateLinkedTokenSource(enough.Token);
        var traffic = Task.Run(async () =>
        {
            while (!delivered.IsCompleted || !published.IsCompleted)
            {
                await project.PublishAsync();
                await Task.WhenAny(Task.WhenAll(delivered, published), Task.Delay(100, publishing.Token));
            }
        });

        Assert.Equal(("sent", DeliveryState.Delivered), ((await delivered).DestinationId, (await delivered).State));
        Assert.Equal((1, "event.created"), ((await published).Matched, (await published).Type));
        await traffic;

        static async Task<T> FirstAsync<T>(IAsyncEnumerable<T> items)
        {
            await foreach (var item in items)
            {
                return item;
            }

            throw new InvalidOperationException("The tail ended.");
        }
    }

    [Theory]
    [InlineData("deliveries?state=done", HttpStatusCode.BadRequest)]
    [InlineData("events?matched=maybe", HttpStatusCode.BadRequest)]
    public async Task A_bad_filter_is_refused_as_by_the_list(string path, HttpStatusCode status)
    {
        var project = await application.CreateProjectAsync();

        await using var tail = Tail.Open(project, path);

        Assert.Equal(status, await tail.StatusAsync());
    }

    [Fact]
    public async Task A_publisher_may_not_follow_and_a_viewer_may()
    {
        var project = await application.CreateProjectAsync();
        await using var publisher = Tail.Open(project, "deliveries", project.PublisherHttp);
        await using var viewer = Tail.Open(
            project, "deliveries", application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer)));

        Assert.Equal(HttpStatusCode.Forbidden, await publisher.StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await viewer.StatusAsync());
    }

    [Fact]
    public async Task A_stopping_host_ends_its_tails()
    {
        var app = await ApiApplication.StartAsync(
            Shared.Keep(await TestDatabase.CreateAsync()), new ApplicationOptions { WithWorker = false });
        var project = await app.CreateProjectAsync();
        await using var tail = Tail.Open(project, "events");
        await tail.WaitForAsync("event: following");

        await app.StopAsync();

        Assert.True(await tail.EndsAsync());
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_tail_ends_when_its_key_is_revoked()
    {
        var project = await application.CreateProjectAsync();
        var key = await project.Client.CreateApiKeyAsync(project.TenantId, new CreateApiKeyRequest("Watcher", ApiKeyRole.Viewer));
        using var http = application.App.HttpWith(key.Key);
        await using var tail = Tail.Open(project, "deliveries", http);
        await tail.WaitForAsync("event: following");

        await project.Client.RevokeApiKeyAsync(project.TenantId, key.Id);

        Assert.True(await tail.EndsAsync());
        await using var again = Tail.Open(project, "deliveries", http);
        Assert.Equal(HttpStatusCode.Unauthorized, await again.StatusAsync());
    }

    [Fact]
    public async Task A_tail_ends_when_its_reader_loses_the_right_to_see_the_list_or_signs_out()
    {
        var project = await application.CreateProjectAsync();
        var demoted = await TestUser.CreateAsync(application.App, project, projectRole: ApiKeyRole.Viewer);
        var leaving = await TestUser.CreateAsync(application.App, project, projectRole: ApiKeyRole.Viewer);
        await using var first = Tail.Open(project, "events", demoted.Http);
        await using var second = Tail.Open(project, "deliveries", leaving.Http);
        await first.WaitForAsync("event: following");
        await second.WaitForAsync("event: following");

        await project.Client.SetProjectMemberAsync(
            project.TenantId, project.ProjectId, demoted.Id, new SetProjectMemberRequest(ApiKeyRole.Publisher));
        await leaving.Client.SignOutAsync();

        Assert.True(await first.EndsAsync());
        Assert.True(await second.EndsAsync());
    }

    [Fact]
    public async Task One_reader_does_not_take_the_places_of_others()
    {
        const int most = 20;
        var project = await application.CreateProjectAsync();
        using var other = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer));
        var tails = Enumerable.Range(0, most).Select(_ => Tail.Open(project, "deliveries")).ToList();
        try
        {
            await Task.WhenAll(tails.Select(tail => tail.WaitForAsync("event: following")));

            await using var refused = Tail.Open(project, "deliveries");
            await using var another = Tail.Open(project, "deliveries", other);
            Assert.Equal(HttpStatusCode.TooManyRequests, await refused.StatusAsync());
            await another.WaitForAsync("event: following");
        }
        finally
        {
            await Task.WhenAll(tails.Select(tail => tail.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Reads a tail until it is disposed of.</summary>
    private sealed class Tail : IAsyncDisposable
    {
        private readonly CancellationTokenSource enough = new();
        private readonly TaskCompletionSource<HttpResponseMessage> opened = new();
        private readonly Task<bool> reading;
        private volatile string text = string.Empty;

        private Tail(HttpClient http, HttpRequestMessage request) => reading = ReadAsync(http, request);

        public string Text => text;

        public string? MediaType => opened.Task.Result.Content.Headers.ContentType?.MediaType;

        public static Tail Open(TestProject project, string path, HttpClient? http = null, string? lastEventId = null)
        {
            var request =
                new HttpRequestMessage(HttpMethod.Get, $"{project.Path}/{path}") { Headers = { { "Accept", "text/event-stream" } } };
            if (lastEventId is not null)
            {
                request.Headers.Add("Last-Event-ID", lastEventId);
            }

            return new Tail(http ?? project.Http, request);
        }

        public async Task<HttpStatusCode> StatusAsync() => (await opened.Task.WaitAsync(Patience)).StatusCode;

        public Task WaitForAsync(string awaited) =>
            Eventually.BecomesTrueAsync(
                () => Task.FromResult(text.Contains(awaited, StringComparison.Ordinal)), $"the tail shows {awaited}");

        /// <summary>True when the server ended it in order.</summary>
        public Task<bool> EndsAsync() => reading.WaitAsync(Patience);

        public async ValueTask DisposeAsync()
        {
            await enough.CancelAsync();
            await reading;
            enough.Dispose();
        }

        private async Task<bool> ReadAsync(HttpClient http, HttpRequestMessage request)
        {
            try
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, enough.Token);
                opened.SetResult(response);
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(enough.Token));
                while (await reader.ReadLineAsync(enough.Token) is { } line)
                {
                    text += line + "\n";
                }

                return true;
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                return false;
            }
        }
    }
}
