using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Conversations;

public sealed class ConversationTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Conversations = "/run/v1/conversations";

    [Fact]
    public async Task A_started_conversation_is_delivered_with_the_messages_it_starts_with_in_one_event()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        await project.CreateDestinationAsync(receiver.Url());

        var started = await project.Publisher.StartConversationAsync(new StartConversationRequest("sales")
        {
            Id = "conv_abc123",
            Title = "A quote",
            UserProperties = TestProject.Json(new { userId = "u_456" }),
            Properties = TestProject.Json(new { pageUrl = "https://example.com/help" }),
            Messages = [new("user", "  What would 40 seats cost?\n") { Id = "msg_001" }, new("assistant", "7,680 euros.")],
        });
        await project.Publisher.AddMessageAsync("conv_abc123", new AddMessageRequest("user", "Thank you."));
        var payload = (await receiver.WaitForRequestsAsync(2))
            // Never null.
            .Select(request => JsonSerializer.Deserialize<WebhookPayload<ConversationPayload>>(request.Body, WebhooksJson.Options)!)
            .Single(payload => payload.Type == "conversation.created");

        Assert.Equal(
            ("conversation.created", project.TenantId, "main", "sales"),
            (payload.Type, payload.TenantId, payload.ProjectId, payload.AgentId));
        var shown = payload.Data.Conversation;
        Assert.Equal(("conv_abc123", "sales", "A quote"), (shown.Id, shown.AgentId, shown.Title));
        Assert.Equal("""{"userId":"u_456"}""", shown.UserProperties?.GetRawText());
        Assert.Equal("""{"pageUrl":"https://example.com/help"}""", shown.Properties?.GetRawText());
        Assert.Equal((payload.Timestamp, payload.Timestamp), (shown.CreatedAt, shown.UpdatedAt));
        Assert.Equal(
            [("user", "  What would 40 seats cost?\n"), ("assistant", "7,680 euros.")],
            shown.Messages.Select(message => (message.Role, message.Content)));
        Assert.Equal("msg_001", shown.Messages[0].Id);
        Assert.StartsWith("msg_", shown.Messages[1].Id, StringComparison.Ordinal);
        Assert.Equal(JsonSerializer.Serialize(shown, WebhooksJson.Options), JsonSerializer.Serialize(started, WebhooksJson.Options));
        Assert.Equal(["conversation.updated", "conversation.created"], await TypesAsync(project));
    }

    [Fact]
    public async Task The_payload_has_exactly_the_members_of_the_reference()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        await project.Publisher.StartConversationAsync(new StartConversationRequest("sales") { Id = "c" });
        await project.Publisher.AddMessageAsync("c", new AddMessageRequest("user", "Hello") { Id = "m" });
        await project.Publisher.AddFeedbackAsync(new AddFeedbackRequest("c", "positive"));

        var payloads = await PayloadsAsync(project);

        Assert.All(payloads, payload => Assert.Equal("id type timestamp tenantId projectId agentId data", Members(payload)));
        var created = payloads[0].GetProperty("data").GetProperty("conversation");
        Assert.Equal("id agentId title userProperties properties createdAt updatedAt messages", Members(created));
        Assert.Equal(JsonValueKind.Null, created.GetProperty("title").ValueKind);
        Assert.Equal(JsonValueKind.Null, created.GetProperty("userProperties").ValueKind);
        Assert.Equal(0, created.GetProperty("messages").GetArrayLength());
        Assert.Equal(
            "id role content createdAt", Members(payloads[1].GetProperty("data").GetProperty("conversation").GetProperty("messages")[0]));
        Assert.Equal("feedback conversation", Members(payloads[2].GetProperty("data")));
        var feedback = payloads[2].GetProperty("data").GetProperty("feedback");
        Assert.Equal("id conversationId messageId type details createdAt updatedAt", Members(feedback));
        Assert.Equal(JsonValueKind.Null, feedback.GetProperty("messageId").ValueKind);
        Assert.Equal(Members(created), Members(payloads[2].GetProperty("data").GetProperty("conversation")));
    }

    [Fact]
    public async Task Each_message_fires_one_event_with_the_conversation_as_it_was_then()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        var started = await project.Publisher.StartConversationAsync(new StartConversationRequest("sales"));
        var question = await project.Publisher.AddMessageAsync(started.Id, new AddMessageRequest("user", "Hello?"));
        var answer = await project.Publisher.AddMessageAsync(started.Id, new AddMessageRequest("assistant", "Good day."));

        var payloads = await PayloadsAsync(project);

        Assert.StartsWith("conv_", started.Id, StringComparison.Ordinal);
        Assert.Equal(
            ["conversation.created", "conversation.updated", "conversation.updated"],
            payloads.Select(payload => payload.GetProperty("type").GetString()));
        Assert.Equal([0, 1, 2], payloads.Select(payload => ConversationOf(payload).Messages.Count));
        Assert.Equal([question.Id, answer.Id], ConversationOf(payloads[2]).Messages.Select(message => message.Id));
        Assert.Equal(
            [started.UpdatedAt, question.CreatedAt, answer.CreatedAt], payloads.Select(payload => ConversationOf(payload).UpdatedAt));
        Assert.All(payloads, payload => Assert.Equal(started.CreatedAt, ConversationOf(payload).CreatedAt));
        Assert.True(question.CreatedAt >= started.CreatedAt && answer.CreatedAt >= question.CreatedAt);
    }

    [Fact]
    public async Task The_same_conversation_again_is_answered_with_what_it_has_become_and_another_one_with_409()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        const string start = """{"id":"c","agentId":"sales","properties":{"a":1},"messages":[{"role":"user","content":"Hello"}]}""";
        using var first = await project.PublisherHttp.PostTextAsync(Conversations, start);
        await project.Publisher.AddMessageAsync("c", new AddMessageRequest("assistant", "Good day."));

        using var again = await project.PublisherHttp.PostTextAsync(Conversations, start.Replace(":1", ": 1", StringComparison.Ordinal));
        using var other = await project.PublisherHttp.PostTextAsync(
            Conversations, start.Replace("Hello", "Hallo", StringComparison.Ordinal));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal("/run/v1/conversations/c", first.Headers.Location?.OriginalString);
        Assert.Equal(2, (await ReadAsync<ConversationResponse>(again)).Messages.Count);
        await other.AssertRefusedAtAsync("/id", HttpStatusCode.Conflict);
        Assert.Equal(["conversation.updated", "conversation.created"], await TypesAsync(project));
    }

    [Fact]
    public async Task The_same_message_again_is_answered_with_the_first_and_another_one_under_its_id_with_409()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        await project.Publisher.StartConversationAsync(new StartConversationRequest("sales") { Id = "c" });
        await project.Publisher.StartConversationAsync(new StartConversationRequest("sales") { Id = "d" });

        using var first = await project.PublisherHttp.PostTextAsync(
            $"{Conversations}/c/messages", """{"id":"m","role":"user","content":"Hello"}""");
        using var again = await project.PublisherHttp.PostTextAsync(
            $"{Conversations}/c/messages", """{"content":"Hello","role":"user","id":"m"}""");
        using var otherContent = await project.PublisherHttp.PostTextAsync(
            $"{Conversations}/c/messages", """{"id":"m","role":"user","content":"Hallo"}""");
        using var otherRole = await project.PublisherHttp.PostTextAsync(
            $"{Conversations}/c/messages", """{"id":"m","role":"assistant","content":"Hello"}""");
        using var elsewhere = await project.PublisherHttp.PostTextAsync(
            $"{Conversations}/d/messages", """{"id":"m","role":"user","content":"Hallo"}""");

        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created),
            (first.StatusCode, again.StatusCode, elsewhere.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        await otherContent.AssertRefusedAtAsync("/id", HttpStatusCode.Conflict);
        await otherRole.AssertRefusedAtAsync("/id", HttpStatusCode.Conflict);
        Assert.Equal(4, (await TypesAsync(project)).Count);
    }

    [Fact]
    public async Task Two_projects_may_use_the_same_ids_and_do_not_see_each_other()
    {
        var one = await application.CreateProjectAsync();
        var other = await application.CreateProjectAsync();
        await one.CreateAgentAsync("sales");
        await other.CreateAgentAsync("sales");
        await one.Publisher.StartConversationAsync(new StartConversationRequest("sales") { Id = "c", Title = "One" });
        using var unseen = await other.PublisherHttp.GetAsync(new Uri($"{Conversations}/c", UriKind.Relative));

        var started = await other.Publisher.StartConversationAsync(new StartConversationRequest("sales") { Id = "c", Title = "Other" });

        await unseen.ReadProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal("Other", started.Title);
        Assert.Equal("One", (await one.Publisher.GetConversationAsync("c")).Title);
    }

    [Fact]
    public async Task Conversations_and_messages_are_read_back_in_pages()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        var ids = new List<string>();
        for (var number = 1; number <= 5; number++)
        {
            ids.Add((await project.Publisher.StartConversationAsync(new StartConversationRequest("sales") { Title = $"No. {number}" })).Id);
        }

        for (var number = 1; number <= 5; number++)
        {
            await project.Publisher.AddMessageAsync(ids[0], new AddMessageRequest("user", $"{number}"));
        }

        var newest = await project.Client.ListProjectConversationsAsync(project.TenantId, project.ProjectId, limit: 2);
        var older = await project.Client.ListProjectConversationsAsync(project.TenantId, project.ProjectId, newest.Next, 2);
        var back = await project.Client.ListProjectConversationsAsync(project.TenantId, project.ProjectId, older.Previous, 2);
        var page = await project.Publisher.ListMessagesAsync(ids[0], page: 2, limit: 2);
        var managed = await project.Client.ListProjectMessagesAsync(project.TenantId, project.ProjectId, ids[0], page: 3, limit: 2);
        var past = await project.Publisher.ListMessagesAsync(ids[0], page: 4, limit: 2);

        Assert.Equal(ids.AsEnumerable().Reverse().Take(4), newest.Data.Concat(older.Data).Select(entry => entry.Id));
        Assert.Equal(newest.Data, back.Data);
        Assert.Equal(["3", "4"], page.Data.Select(message => message.Content));
        Assert.Equal(new Pagination(2, 2, 5, 3), page.Pagination);
        Assert.Equal(["5"], managed.Data.Select(message => message.Content));
        Assert.Empty(past.Data);
        var shown = await project.Client.GetProjectConversationAsync(project.TenantId, project.ProjectId, ids[0]);
        Assert.Equal(5, shown.Messages.Count);
        Assert.Equal(shown.Messages[^1].CreatedAt, shown.UpdatedAt);
    }

    [Fact]
    public async Task Events_may_name_a_conversation_that_is_not_there_yet()
    {
        var project = await application.CreateProjectAsync();

        var published = await project.Publisher.PublishEventAsync(
            new PublishEventRequest("user_message_submitted") { ConversationId = "later", MessageId = "m" });

        Assert.Equal(("later", "m"), (published.ConversationId, published.MessageId));
    }

    [Fact]
    public async Task Properties_are_kept_and_delivered_as_they_are_whatever_json_allows()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        var deep = $$"""{"deep":{{new string('[', 40)}}{{new string(']', 40)}}}""";
        const string odd = """{"":1e400,"a":"\u0000 \ud83d\ude00","a":-0.0,"\u0000":null,"big":123456789012345678901234567890}""";

        using var started = await project.PublisherHttp.PostTextAsync(
            Conversations, $$"""{"id":"c","agentId":"sales","properties":{{odd}},"userProperties":{{deep}}}""");

        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        var shown = await project.Publisher.GetConversationAsync("c");
        var delivered = ConversationOf(Assert.Single(await PayloadsAsync(project)));
        Assert.Equal(deep, shown.UserProperties?.GetRawText());
        Assert.Equal(shown.Properties?.GetRawText(), delivered.Properties?.GetRawText());
        // Sent above.
        Assert.Equal(
            "\0", Assert.Single(shown.Properties!.Value.EnumerateObject(), member => member.Value.ValueKind == JsonValueKind.Null).Name);
        Assert.Contains("123456789012345678901234567890", shown.Properties?.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("1e400", shown.Properties?.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<DataResponse<T>>(WebhooksJson.Options))!.Data; // Answers have data.

    private static string Members(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(member => member.Name));

    private static ConversationResponse ConversationOf(JsonElement payload) =>
        payload.GetProperty("data").GetProperty("conversation").Deserialize<ConversationResponse>(WebhooksJson.Options)!; // Never null.

    private static async Task<IReadOnlyList<string>> TypesAsync(TestProject project) =>
        [.. (await project.Client.ListEventsAsync(project.TenantId, project.ProjectId)).Data.Select(entry => entry.Type)];

    /// <summary>What the project's events deliver, oldest first.</summary>
    private static async Task<IReadOnlyList<JsonElement>> PayloadsAsync(TestProject project)
    {
        var payloads = new List<JsonElement>();
        foreach (var entry in (await project.Client.ListEventsAsync(project.TenantId, project.ProjectId)).Data.Reverse())
        {
            payloads.Add((await project.Client.GetEventAsync(project.TenantId, project.ProjectId, entry.Id)).Payload);
        }

        return payloads;
    }
}
