using System.Net;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class PublishTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task A_published_event_is_answered_with_what_was_stored()
    {
        var project = await application.CreateProjectAsync();
        var published = await project.Publisher.PublishEventAsync(new PublishEventRequest("order.paid")
        {
            AgentId = "sales",
            ConversationId = "conversation-1",
            MessageId = "message-1",
            Properties = TestProject.Json(new { amount = 7.5, lines = new[] { 1, 2 } }),
            UserProperties = TestProject.Json(new { plan = "pro" }),
            Metadata = TestProject.Json(new { source = "shop" }),
        });

        Assert.StartsWith("evt_", published.Id, StringComparison.Ordinal);
        Assert.Equal("order.paid", published.Type);
        Assert.Equal(("sales", "conversation-1", "message-1"), (published.AgentId, published.ConversationId, published.MessageId));
        Assert.Equal("""{"amount":7.5,"lines":[1,2]}""", published.Properties?.GetRawText());
        Assert.Equal("""{"authMethod":"apiKey"}""", published.ServerMetadata?.GetRawText());
        var shown = await project.Client.GetEventAsync(project.TenantId, project.ProjectId, published.Id);
        Assert.Equal("event.created", shown.Type);
        Assert.Equal(published.CreatedAt, shown.Timestamp);
        Assert.Equal(0, shown.Matched);
        Assert.Empty(shown.Deliveries);
        Assert.Equal(
            "shop", shown.Payload.GetProperty("data").GetProperty("event").GetProperty("metadata").GetProperty("source").GetString());
    }

    [Fact]
    public async Task A_chosen_id_is_stored_and_delivered_once_and_answered_with_the_first_event_again()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());

        using var first = await project.PublisherHttp.PostTextAsync(
            "/run/v1/events", """{"type":"order.paid","id":"order-1","properties":{"amount":1}}""");
        using var again = await project.PublisherHttp.PostTextAsync(
            "/run/v1/events", """{"type":"order.lost","id":"order-1","properties":{"amount":2}}""");
        await project.WaitForDeliveryAsync("order-1", destination.Id, DeliveryState.Delivered);
        var other = await project.PublishAsync("order-2");
        await project.WaitForDeliveryAsync(other.Id, destination.Id, DeliveryState.Delivered);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(["order-1", "order-2"], receiver.Requests.Select(request => request.Header("webhook-id")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("batch-1")]
    public async Task A_batch_with_many_deliveries_is_answered_before_they_are_made_and_all_of_it_is_delivered(string? key)
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        for (var number = 0; number < 30; number++)
        {
            await project.CreateDestinationAsync(receiver.Url());
        }

        var results = await project.Publisher.PublishEventsAsync(
            [.. Enumerable.Range(0, 60).Select(_ => new PublishEventRequest("order.paid"))], key);

        Assert.All(results, result => Assert.Equal(201, result.Status));
        var last = await project.Client.GetEventAsync(project.TenantId, project.ProjectId, results[^1].Data?.Id ?? "");
        Assert.Equal((30, 30), (last.Matched, last.DeliveryStates.Values.Sum()));
        await Eventually.BecomesTrueAsync(
            async () => (await project.Client.GetLedgerAsync(project.TenantId, project.ProjectId)).States[DeliveryState.Delivered] == 1_800,
            "all of it is delivered");
        Assert.True((await project.Client.GetLedgerAsync(project.TenantId, project.ProjectId)).Balances);
        Assert.Equal(1_800, receiver.RequestCount);
    }

    [Fact]
    public async Task Two_projects_may_use_the_same_id()
    {
        var one = await application.CreateProjectAsync();
        var other = await application.CreateProjectAsync();

        await one.PublishAsync("order-1", properties: new { amount = 1 });
        var published = await other.PublishAsync("order-1", properties: new { amount = 2 });

        Assert.Equal(2, published.Properties?.GetProperty("amount").GetInt32());
    }

    [Fact]
    public async Task A_repeated_event_with_data_of_its_own_is_answered_with_the_first_one()
    {
        var project = await application.CreateProjectAsync();
        const string body =
            """{"type":"feedback.created","id":"feedback-1","data":{"event":{"serverMetadata":7},"feedback":{"type":"positive"}}}""";

        using var first = await project.PublisherHttp.PostTextAsync("/run/v1/events", body);
        using var again = await project.PublisherHttp.PostTextAsync("/run/v1/events", body);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        var (created, repeated) = (await ReadAsync(first), await ReadAsync(again));
        Assert.Equal((created.Id, created.Type, created.CreatedAt), (repeated.Id, repeated.Type, repeated.CreatedAt));
    }

    [Fact]
    public async Task Each_event_of_a_batch_has_its_own_result()
    {
        var project = await application.CreateProjectAsync();
        await project.PublishAsync("known");

        using var response = await project.PublisherHttp.PostTextAsync(
            "/run/v1/events/batch",
            """
            {"events":[{"type":"a","id":"fresh"},{"type":""},7,{"type":"a","id":"known"},{"type":"a","id":"fresh"},
            {"type":"conversation.created","data":{}}]}
            """);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var results =
            JsonSerializer.Deserialize<PublishBatchResponse>(await response.Content.ReadAsStringAsync(), WebhooksJson.Options)?.Data;
        Assert.NotNull(results);
        Assert.Equal([400, 400], [results[1].Status, results[2].Status]);
        Assert.Equal("/events/1/type", Assert.Single(results[1].Error?.Errors ?? []).Pointer);
        Assert.Equal("/events/2", Assert.Single(results[2].Error?.Errors ?? []).Pointer);
        Assert.Equal([201, 200, 200, 201], [results[0].Status, results[3].Status, results[4].Status, results[5].Status]);
        Assert.Equal("known", results[3].Data?.Id);
        Assert.Equal(3, (await project.Client.ListEventsAsync(project.TenantId, project.ProjectId)).Data.Count);
    }

    [Fact]
    public async Task A_thousand_events_are_published_at_once()
    {
        var project = await application.CreateProjectAsync();

        var results = await project.Publisher.PublishEventsAsync([.. Enumerable.Range(0, 1000).Select(_ => new PublishEventRequest("a"))]);

        Assert.Equal(1000, results.Count(result => result.Status == 201));
        Assert.Equal(1000, results.Select(result => result.Data?.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_destination_created_just_before_a_publish_gets_the_event_every_time()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        for (var round = 1; round <= 20; round++)
        {
            await project.CreateDestinationAsync(receiver.Url(), request => request with { Enabled = false });

            var published = await project.PublishAsync();

            Assert.Equal(round, (await project.Client.GetEventAsync(project.TenantId, project.ProjectId, published.Id)).Matched);
        }
    }

    private static async Task<EventResponse> ReadAsync(HttpResponseMessage response) =>
        JsonSerializer.Deserialize<DataResponse<EventResponse>>(await response.Content.ReadAsStringAsync(), WebhooksJson.Options)?.Data
        ?? throw new InvalidOperationException("The answer is null.");
}
