using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Conversations;

/// <summary>What an event shows of its conversation, and who gets it.</summary>
public sealed class SnapshotTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task However_many_messages_come_at_once_event_k_shows_exactly_k_of_them()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await CreateAsync("sales");
        await project.CreateDestinationAsync(receiver.Url());
        await project.Publisher.StartConversationAsync(new StartConversationRequest("sales") { Id = "c" });

        var added = await Task.WhenAll(Enumerable.Range(0, 50).Select(number =>
            project.Publisher.AddMessageAsync(
                "c", new AddMessageRequest(number % 2 == 0 ? "user" : "assistant", $"No. {number}") { Id = $"m{number}" })));

        var log = (await project.Client.ListEventsAsync(project.TenantId, project.ProjectId, limit: 100)).Data.Reverse().ToList();
        var payloads = (await receiver.WaitForRequestsAsync(51))
            // Never null.
            .Select(request => JsonSerializer.Deserialize<WebhookPayload<ConversationPayload>>(request.Body, WebhooksJson.Options)!)
            .ToDictionary(payload => payload.Id);
        var order = payloads[log[^1].Id].Data.Conversation.Messages.Select(message => message.Id).ToList();
        Assert.Equal(51, log.Count);
        foreach (var (count, entry) in log.Index())
        {
            Assert.Equal(order.Take(count), payloads[entry.Id].Data.Conversation.Messages.Select(message => message.Id));
        }

        Assert.Equal(log.Select(entry => entry.Id), log.Select(entry => entry.Id).Order(StringComparer.Ordinal));
        Assert.Equal(log.Select(entry => entry.Timestamp), log.Select(entry => payloads[entry.Id].Data.Conversation.UpdatedAt));
        Assert.Equal(added.Select(message => message.Id).Order(StringComparer.Ordinal), order.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_a_long_conversation_the_latest_200_messages_are_shown_and_the_others_counted()
    {
        var project = await CreateAsync("sales");
        await project.Publisher.StartConversationAsync(new StartConversationRequest("sales")
        {
            Id = "c",
            Messages = [.. Enumerable.Range(1, 200).Select(number => new AddMessageRequest("user", $"{number}"))],
        });

        await project.Publisher.AddMessageAsync("c", new AddMessageRequest("assistant", "201"));

        var (created, updated) = (await LastAsync(project, "conversation.created"), await LastAsync(project, "conversation.updated"));
        Assert.Equal(Enumerable.Range(1, 200).Select(number => $"{number}"), created.Messages.Select(message => message.Content));
        Assert.Equal(Enumerable.Range(2, 200).Select(number => $"{number}"), updated.Messages.Select(message => message.Content));
        Assert.Equal((0, 1), (created.MessagesOmitted, updated.MessagesOmitted));
        Assert.Equal(1, (await project.Publisher.GetConversationAsync("c")).MessagesOmitted);
        Assert.Equal(["1"], (await project.Publisher.ListMessagesAsync("c", limit: 1)).Data.Select(message => message.Content));
    }

    [Fact]
    public async Task Old_messages_that_would_make_an_event_larger_than_256_KiB_are_left_out_of_it_and_counted()
    {
        var project = await CreateAsync("sales");
        await project.Publisher.StartConversationAsync(new StartConversationRequest("sales")
        {
            Id = "c",
            Properties = TestProject.Json(new { x = new string('p', 60_000) }),
        });
        for (var number = 1; number <= 4; number++)
        {
            // Quotation marks and letters of several bytes: what counts is the size as JSON.
            await project.Publisher.AddMessageAsync("c", new AddMessageRequest("user", $"{number}\"ä" + new string('x', 65_000)));
        }

        await project.Publisher.AddFeedbackAsync(new AddFeedbackRequest("c", "negative") { Details = "Too long." });

        var (updated, rated) = (await LastAsync(project, "conversation.updated"), await LastAsync(project, "feedback.created"));
        Assert.Equal(["2", "3", "4"], updated.Messages.Select(message => message.Content[..1]));
        Assert.Equal((1, 1), (updated.MessagesOmitted, rated.MessagesOmitted));
        Assert.Equal(3, (await project.Publisher.GetConversationAsync("c")).Messages.Count);
        Assert.Equal(4, (await project.Publisher.ListMessagesAsync("c")).Pagination.Total);
        foreach (var entry in (await project.Client.ListEventsAsync(project.TenantId, project.ProjectId)).Data)
        {
            var stored = await project.Client.GetEventAsync(project.TenantId, project.ProjectId, entry.Id);
            Assert.InRange(
                JsonSerializer.SerializeToUtf8Bytes(stored.Payload.GetProperty("data"), WebhooksJson.Options).Length, 1, 256 * 1024);
        }
    }

    [Fact]
    public async Task The_newest_message_is_always_in_its_event_however_large_it_is()
    {
        var project = await CreateAsync("sales");
        await project.Publisher.StartConversationAsync(
            new StartConversationRequest("sales") { Id = "c", Messages = [new("user", "first")] });

        await project.Publisher.AddMessageAsync("c", new AddMessageRequest("assistant", new string('\u4e2d', 100_000)));

        var updated = await LastAsync(project, "conversation.updated");
        Assert.Equal(100_000, Assert.Single(updated.Messages).Content.Length);
        Assert.Equal(1, updated.MessagesOmitted);
    }

    [Fact]
    public async Task A_destination_scoped_to_agents_gets_their_events_of_every_type_and_no_others()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await CreateAsync("sales", "support", "idle");
        var everything = await project.CreateDestinationAsync(receiver.Url("/all"));
        var sales = await project.CreateDestinationAsync(
            receiver.Url("/sales"), destination => destination with { AgentIds = ["sales", "idle"] });
        foreach (var agent in new[] { "support", "sales" })
        {
            await project.Publisher.StartConversationAsync(new StartConversationRequest(agent) { Id = agent });
            await project.Publisher.AddMessageAsync(agent, new AddMessageRequest("user", "Hello") { Id = "m" });
            await project.Publisher.AddFeedbackAsync(new AddFeedbackRequest(agent, "positive") { MessageId = "m", Details = "Good" });
            await project.PublishAsync(agentId: agent);
        }

        await project.PublishAsync();
        var requests = await receiver.WaitForRequestsAsync(13);

        Assert.Equal((9, 4), (requests.Count(request => request.Path == "/all"), requests.Count(request => request.Path == "/sales")));
        var scoped = requests.Where(request => request.Path == "/sales")
            // Never null.
            .Select(request => JsonSerializer.Deserialize<WebhookPayload<JsonElement>>(request.Body, WebhooksJson.Options)!).ToList();
        Assert.All(scoped, payload => Assert.Equal("sales", payload.AgentId));
        Assert.Equal(
            ["conversation.created", "conversation.updated", "event.created", "feedback.created"],
            scoped.Select(payload => payload.Type).Order(StringComparer.Ordinal));
        // Never null.
        var feedback =
            scoped.Single(payload => payload.Type == "feedback.created").Data.Deserialize<FeedbackPayload>(WebhooksJson.Options)!;
        Assert.Equal(("sales", "m"), (feedback.Feedback.ConversationId, feedback.Feedback.MessageId));
        Assert.Equal(("positive", "Good"), (feedback.Feedback.Type, feedback.Feedback.Details));
        Assert.Equal(["m"], feedback.Conversation.Messages.Select(message => message.Id));
        Assert.StartsWith("fb_", feedback.Feedback.Id, StringComparison.Ordinal);
        Assert.NotEqual(everything.Id, sales.Id);
    }

    private async Task<TestProject> CreateAsync(params string[] agents)
    {
        var project = await application.CreateProjectAsync();
        foreach (var agent in agents)
        {
            await project.CreateAgentAsync(agent);
        }

        return project;
    }

    /// <summary>The conversation in the newest event of a type.</summary>
    private static async Task<ConversationResponse> LastAsync(TestProject project, string type)
    {
        var entry = (await project.Client.ListEventsAsync(project.TenantId, project.ProjectId)).Data.First(entry => entry.Type == type);
        var stored = await project.Client.GetEventAsync(project.TenantId, project.ProjectId, entry.Id);
        // Never null.
        return stored.Payload.GetProperty("data").GetProperty("conversation").Deserialize<ConversationResponse>(WebhooksJson.Options)!;
    }
}
