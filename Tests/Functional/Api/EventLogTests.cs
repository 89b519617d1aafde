using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class EventLogTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly Uri Nowhere = new("https://example.com/");

    [Fact]
    public async Task An_event_that_matched_nothing_says_why_each_destination_did_not_match()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        await project.CreateDestinationAsync(Nowhere, request => request with { Id = "other-type", EventTypes = ["feedback.created"] });
        await project.CreateDestinationAsync(Nowhere, request => request with { Id = "other-agent", AgentIds = ["sales"] });
        await project.CreateDestinationAsync(
            Nowhere, request => request with { Id = "both", AgentIds = ["sales"], EventTypes = ["feedback.created"] });
        var ofAgent = await project.PublishAsync(agentId: "support");
        var ofNone = await project.PublishAsync();
        // What is changed afterwards does not change the reasons.
        await project.Client.DeleteWebhookDestinationAsync(project.TenantId, project.ProjectId, "other-type");
        await project.CreateDestinationAsync(Nowhere, request => request with { Id = "matches" });

        var shown = await project.Client.GetEventAsync(project.TenantId, project.ProjectId, ofAgent.Id);

        Assert.Equal((0, 3), (shown.Matched, shown.UnmatchedTotal));
        Assert.Empty(shown.Deliveries);
        Assert.Equal(
            [
                "both: It does not subscribe to event.created, and is not scoped to the agent support.",
                "other-agent: It is not scoped to the agent support.",
                "other-type: It does not subscribe to event.created.",
            ],
            shown.Unmatched!.Select(one => $"{one.DestinationId}: {one.Reason}").Order(StringComparer.Ordinal)); // It matched nothing.
        var listed = await project.Client.ListEventsAsync(project.TenantId, project.ProjectId, new EventFilter { Matched = false });
        Assert.Equal(2, listed.Data.Count);
        var unmatched = listed.Data.Single(entry => entry.Id == ofNone.Id).Unmatched!;
        Assert.Contains("of none", unmatched.Single(one => one.DestinationId == "other-agent").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_in_a_project_without_destinations_matched_none_of_none()
    {
        var project = await application.CreateProjectAsync();
        var published = await project.PublishAsync();

        var shown = await project.Client.GetEventAsync(project.TenantId, project.ProjectId, published.Id);

        Assert.Equal((0, 0), (shown.Unmatched?.Count, shown.UnmatchedTotal));
    }

    [Fact]
    public async Task Each_event_of_a_list_is_shown_with_its_first_deliveries_and_all_their_states()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "sent" });
        for (var number = 0; number < 6; number++)
        {
            await project.CreateDestinationAsync(Nowhere, request => request with { Id = $"held-{number}", Enabled = false });
        }

        var published = await project.PublishAsync();
        await project.WaitForDeliveryAsync(published.Id, "sent", DeliveryState.Delivered);

        var entry = Assert.Single((await project.Client.ListEventsAsync(project.TenantId, project.ProjectId)).Data);
        var rest = await project.Client.ListDeliveriesAsync(
            project.TenantId, project.ProjectId, new DeliveryFilter { EventId = published.Id }, entry.DeliveriesNext);
        var one = await project.Client.GetEventAsync(project.TenantId, project.ProjectId, published.Id);

        Assert.Equal(new Dictionary<string, int> { ["delivered"] = 1, ["held"] = 6 }, entry.DeliveryStates);
        Assert.Equal(["held-5", "held-4", "held-3", "held-2", "held-1"], entry.Deliveries.Select(delivery => delivery.DestinationId));
        Assert.Equal(["held-0", "sent"], rest.Data.Select(delivery => delivery.DestinationId));
        Assert.Equal((7, null, null), (one.Deliveries.Count, one.DeliveriesNext, one.Unmatched));
    }

    [Fact]
    public async Task Events_are_filtered_by_type_agent_time_and_whether_they_matched()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(Nowhere, request => request with { EventTypes = ["event.created"], Enabled = false });
        var custom = await project.PublishAsync(agentId: "sales");
        await Eventually.BecomesTrueAsync(
            () => Task.FromResult(TimeProvider.System.GetUtcNow() > custom.CreatedAt.AddMilliseconds(1)), "time goes on");
        var feedback = await project.Publisher.PublishEventAsync(
            new PublishEventRequest("feedback.created") { Data = TestProject.Json(new { }) });

        await AssertListedAsync(new(), feedback.Id, custom.Id);
        await AssertListedAsync(new() { Type = "feedback.created" }, feedback.Id);
        await AssertListedAsync(new() { Type = "conversation.created" });
        await AssertListedAsync(new() { AgentId = "sales" }, custom.Id);
        await AssertListedAsync(new() { Matched = true }, custom.Id);
        await AssertListedAsync(new() { Matched = false }, feedback.Id);
        await AssertListedAsync(new() { From = feedback.CreatedAt }, feedback.Id);
        await AssertListedAsync(new() { To = feedback.CreatedAt }, custom.Id);
        await AssertListedAsync(new() { From = custom.CreatedAt, To = feedback.CreatedAt, Matched = false });

        async Task AssertListedAsync(EventFilter filter, params string[] expected) => Assert.Equal(
            expected, (await project.Client.ListEventsAsync(project.TenantId, project.ProjectId, filter)).Data.Select(entry => entry.Id));
    }
}
