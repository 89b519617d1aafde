using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class LogTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly Uri Nowhere = new("https://example.com/");

    [Fact]
    public async Task Pages_of_events_have_no_gaps_and_no_repeats_while_events_arrive()
    {
        var project = await application.CreateProjectAsync();
        var published = await PublishManyAsync(project, 23);

        var read = await WalkAsync(
            project,
            (cursor, limit) => project.Client.ListEventsAsync(project.TenantId, project.ProjectId, cursor: cursor, limit: limit),
            entry => entry.Id);

        Assert.Equal(published.Reverse(), read.Forwards);
        Assert.Equal(read.Forwards, read.Back[..23]);
        Assert.Equal(read.Back.Count, read.Back.Distinct().Count());
    }

    [Fact]
    public async Task Pages_of_deliveries_have_no_gaps_and_no_repeats_while_deliveries_arrive_and_move_on()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(Nowhere, request => request with { Id = "held", Enabled = false });
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "sent" });
        var published = await PublishManyAsync(project, 12);

        var read = await WalkAsync(
            project,
            (cursor, limit) => project.Client.ListDeliveriesAsync(project.TenantId, project.ProjectId, cursor: cursor, limit: limit),
            delivery => $"{delivery.EventId} {delivery.DestinationId}");

        Assert.Equal(published.Reverse().SelectMany(id => new[] { $"{id} sent", $"{id} held" }), read.Forwards);
        Assert.Equal(read.Forwards, read.Back[..24]);
        Assert.Equal(read.Back.Count, read.Back.Distinct().Count());
    }

    [Fact]
    public async Task Deliveries_are_filtered_by_state_destination_type_event_and_agent()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(Nowhere, request => request with { Id = "held", Enabled = false });
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "sent" });
        var custom = await project.PublishAsync(agentId: "sales");
        var conversation = await project.Publisher.PublishEventAsync(
            new PublishEventRequest("conversation.created") { Data = TestProject.Json(new { }) });
        foreach (var id in new[] { custom.Id, conversation.Id })
        {
            await project.WaitForDeliveryAsync(id, "sent", DeliveryState.Delivered);
        }

        Assert.Equal([$"{conversation.Id} held", $"{custom.Id} held"], await ListAsync("state=held"));
        Assert.Equal([$"{conversation.Id} sent", $"{custom.Id} sent"], await ListAsync("state=delivered"));
        Assert.Equal([$"{conversation.Id} sent", $"{custom.Id} sent"], await ListAsync("destinationId=sent"));
        Assert.Equal([$"{conversation.Id} sent", $"{conversation.Id} held"], await ListAsync("eventType=conversation.created"));
        Assert.Equal([$"{custom.Id} sent", $"{custom.Id} held"], await ListAsync($"eventId={custom.Id}"));
        Assert.Equal([$"{custom.Id} held"], await ListAsync("agentId=sales&state=held"));
        Assert.Empty(await ListAsync("state=failed"));
        Assert.Empty(await ListAsync("eventId=unknown"));

        async Task<IEnumerable<string>> ListAsync(string query)
        {
            using var response = await project.Http.GetAsync($"{project.Path}/deliveries?{query}");
            var page = System.Text.Json.JsonSerializer.Deserialize<KeysetResponse<DeliveryResponse>>(
                await response.Content.ReadAsStringAsync(), WebhooksJson.Options);
            return page?.Data.Select(delivery => $"{delivery.EventId} {delivery.DestinationId}") ?? [];
        }
    }

    [Fact]
    public async Task Deliveries_are_filtered_by_time_last_answer_and_text()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(503, "not now"), Answer.Status(404));
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(
            receiver.Url(), request => request with { Id = "refusing", Name = "Shipping", RetryPolicy = RetryPolicySetting.Waits(1) });
        await project.CreateDestinationAsync(
            new Uri("http://127.0.0.1:1/"), request => request with { Id = "silent", RetryPolicy = RetryPolicySetting.Waits(600) });
        var first = await project.PublishAsync(id: "order-1");
        await project.WaitForDeliveryAsync(first.Id, "refusing", DeliveryState.Failed);
        await project.WaitForDeliveryAsync(first.Id, "silent", DeliveryState.Retrying);
        await NextMillisecondAsync();
        var second = await project.PublishAsync();
        await project.WaitForDeliveryAsync(second.Id, "refusing", DeliveryState.Delivered);
        await project.WaitForDeliveryAsync(second.Id, "silent", DeliveryState.Retrying);
        var silent = (await project.FindDeliveryAsync(first.Id, "silent"))!; // It was waited for.

        await AssertListedAsync(new() { StatusCode = 404 }, "order-1 refusing");
        await AssertListedAsync(new() { StatusCode = 503 });
        await AssertListedAsync(new() { FailureClass = "connect" }, $"{second.Id} silent", "order-1 silent");
        await AssertListedAsync(new() { To = second.CreatedAt, StatusCode = 404 }, "order-1 refusing");
        await AssertListedAsync(new() { From = second.CreatedAt, DestinationId = "silent" }, $"{second.Id} silent");
        await AssertListedAsync(new() { From = second.CreatedAt, StatusCode = 404 });
        await AssertListedAsync(new() { Text = "shipp" }, $"{second.Id} refusing", "order-1 refusing");
        await AssertListedAsync(new() { Text = "NOT RETRIED" }, "order-1 refusing");
        await AssertListedAsync(new() { Text = "order-1", DestinationId = "silent" }, "order-1 silent");
        await AssertListedAsync(new() { Text = second.Id, DestinationId = "silent" }, $"{second.Id} silent");
        await AssertListedAsync(new() { Text = silent.Id }, "order-1 silent");
        await AssertListedAsync(new() { Text = silent.Id, EventId = second.Id });
        await AssertListedAsync(new() { Text = "%" });
        Assert.Equal((null, "connect"), (silent.StatusCode, silent.FailureClass));

        async Task AssertListedAsync(DeliveryFilter filter, params string[] expected)
        {
            var page = await project.Client.ListDeliveriesAsync(project.TenantId, project.ProjectId, filter);
            Assert.Equal(expected, page.Data.Select(delivery => $"{delivery.EventId} {delivery.DestinationId}"));
        }
    }

    [Fact]
    public async Task An_event_is_shown_with_its_payload_and_every_delivery()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "sent" });
        await project.CreateDestinationAsync(Nowhere, request => request with { Id = "held", Enabled = false });
        await project.CreateDestinationAsync(Nowhere, request => request with { Id = "other-type", EventTypes = ["feedback.created"] });
        var published = await project.PublishAsync(id: "order-1", properties: new { amount = 7 });
        await project.WaitForDeliveryAsync(published.Id, "sent", DeliveryState.Delivered);

        var shown = await project.Client.GetEventAsync(project.TenantId, project.ProjectId, "order-1");

        Assert.Equal(2, shown.Matched);
        Assert.Equal(
            ["held: held", "sent: delivered"],
            shown.Deliveries.Select(delivery => $"{delivery.DestinationId}: {delivery.State}").Order(StringComparer.Ordinal));
        Assert.Equal(7, shown.Payload.GetProperty("data").GetProperty("event").GetProperty("properties").GetProperty("amount").GetInt32());
        Assert.Equal(System.Text.Encoding.UTF8.GetString(receiver.Requests[0].Body), shown.Payload.GetRawText());
    }

    [Fact]
    public async Task A_delivery_is_shown_with_its_attempts()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(503, "not now"), Answer.Status(200, "thanks"));
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(
            receiver.Url(), request => request with { RetryPolicy = RetryPolicySetting.Waits(1) });
        var published = await project.PublishAsync();

        var delivery = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);

        Assert.Equal(2, delivery.AttemptCount);
        Assert.Null(delivery.NextAttemptAt);
        Assert.NotNull(delivery.FinishedAt);
        Assert.Equal([1, 2], delivery.Attempts.Select(attempt => attempt.Number));
        Assert.Equal(["retry", "delivered"], delivery.Attempts.Select(attempt => attempt.Verdict));
        Assert.Equal(new int?[] { 503, 200 }, delivery.Attempts.Select(attempt => attempt.StatusCode));
        Assert.Equal(["not now", "thanks"], delivery.Attempts.Select(attempt => attempt.ResponseBody));
        Assert.True(delivery.Attempts[0].NextAttemptAt >= delivery.Attempts[0].StartedAt.AddSeconds(1));
        Assert.True(delivery.Attempts[1].StartedAt >= delivery.Attempts[0].NextAttemptAt);
        Assert.All(delivery.Attempts, attempt => Assert.Equal(attempt.DurationMs, attempt.Timings.TotalMs));
        Assert.All(delivery.Attempts, attempt => Assert.NotNull(attempt.Timings.FirstByteMs));
    }

    /// <summary>One after the other, so that their order is known.</summary>
    private static async Task<IReadOnlyList<string>> PublishManyAsync(TestProject project, int count)
    {
        var ids = new List<string>();
        for (var number = 0; number < count; number++)
        {
            ids.Add((await project.PublishAsync()).Id);
            await NextMillisecondAsync();
        }

        return ids;
    }

    /// <summary>Ids of the same millisecond have no order.</summary>
    private static Task NextMillisecondAsync()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return Eventually.BecomesTrueAsync(
            () => Task.FromResult(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() > now), "time goes on");
    }

    /// <summary>Walks to the oldest row and back to the newest, while an event is published before every page.</summary>
    private static async Task<(List<string> Forwards, List<string> Back)> WalkAsync<T>(
        TestProject project, Func<string?, int, Task<KeysetResponse<T>>> list, Func<T, string> nameOf)
    {
        var forwards = new List<string>();
        var page = await list(null, 5);
        forwards.AddRange(page.Data.Select(nameOf));
        while (page.Next is not null)
        {
            await project.PublishAsync();
            page = await list(page.Next, 5);
            forwards.AddRange(page.Data.Select(nameOf));
        }

        List<string> back = [.. page.Data.Select(nameOf)];
        while (page.Previous is not null)
        {
            page = await list(page.Previous, 5);
            back.InsertRange(0, page.Data.Select(nameOf));
        }

        // What arrived meanwhile is before what was there.
        return (forwards, [.. back.SkipWhile(name => name != forwards[0]), .. back.TakeWhile(name => name != forwards[0])]);
    }
}
