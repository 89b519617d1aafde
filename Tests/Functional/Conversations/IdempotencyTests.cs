using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Conversations;

public sealed class IdempotencyTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Events = "/run/v1/events";

    public static TheoryData<string, string> Writes => new()
    {
        { Events, """{"type":"order.paid","properties":{"amount":1}}""" },
        { Events, """{"type":"order.paid","id":"order-1"}""" },
        { "/run/v1/events/batch", """{"events":[{"type":"order.paid"},{"type":""},{"type":"order.paid","id":"order-1"},{"type":"x","id":"order-1"}]}""" },
        { "/run/v1/conversations", """{"agentId":"sales","messages":[{"role":"user","content":"Hello"}]}""" },
        { "/run/v1/conversations/c/messages", """{"role":"user","content":"Hello"}""" },
        { "/run/v1/feedback", """{"conversationId":"c","type":"positive"}""" },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_repeat_under_the_same_key_gets_the_first_answer_and_has_no_effect(string path, string body)
    {
        var project = await CreateAsync();

        using var first = await SendAsync(project, path, body, "a-1");
        var events = await CountEventsAsync(project);
        using var again = await SendAsync(project, path, body, "a-1");
        using var without = await SendAsync(project, path, body, null);

        Assert.True(first.IsSuccessStatusCode);
        Assert.Equal(first.StatusCode, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(
            (false, "true"),
            (first.Headers.Contains("Idempotent-Replayed"), Assert.Single(again.Headers.GetValues("Idempotent-Replayed"))));
        Assert.False(without.Headers.Contains("Idempotent-Replayed"));
        Assert.True(events > 1);
        Assert.Equal(events + EffectOfAnotherRequest(body), await CountEventsAsync(project));
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Many_at_once_under_one_key_in_two_processes_have_one_effect_and_one_answer(string path, string body)
    {
        await using var other = await TwoProcessesAsync();
        var project = await other.Application.CreateProjectAsync();
        await PrepareAsync(project);
        var before = await CountEventsAsync(project);
        using var there = other.Second.HttpWith(project.PublisherKey);

        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(number =>
            SendAsync(number % 2 == 0 ? project.PublisherHttp : there, path, body, "one")));

        Assert.Single(answers.Select(answer => answer.StatusCode).Distinct());
        Assert.Single((await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()))).Distinct());
        Assert.Equal(23, answers.Count(answer => answer.Headers.Contains("Idempotent-Replayed")));
        Assert.Equal(before + (path.EndsWith("batch", StringComparison.Ordinal) ? 2 : 1), await CountEventsAsync(project));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task Another_body_or_another_route_under_a_key_is_409_and_has_no_effect()
    {
        var project = await CreateAsync();
        const string message = """{"role":"user","content":"Hello"}""";
        using var first = await SendAsync(project, "/run/v1/conversations/c/messages", message, "one");
        var events = await CountEventsAsync(project);

        using var otherBody = await SendAsync(project, "/run/v1/conversations/c/messages", """{"role":"user","content":"Hallo"}""", "one");
        using var otherConversation = await SendAsync(project, "/run/v1/conversations/d/messages", message, "one");
        using var otherRoute = await SendAsync(project, Events, """{"type":"order.paid"}""", "one");

        await otherBody.AssertRefusedAtAsync("/Idempotency-Key", HttpStatusCode.Conflict);
        await otherConversation.AssertRefusedAtAsync("/Idempotency-Key", HttpStatusCode.Conflict);
        await otherRoute.AssertRefusedAtAsync("/Idempotency-Key", HttpStatusCode.Conflict);
        Assert.Equal(events, await CountEventsAsync(project));
    }

    [Fact]
    public async Task Another_project_may_use_the_same_key()
    {
        var one = await CreateAsync();
        var other = await CreateAsync();
        using var first = await SendAsync(one, Events, """{"type":"order.paid"}""", "one");

        using var second = await SendAsync(other, Events, """{"type":"order.lost"}""", "one");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
    }

    [Fact]
    public async Task A_refused_request_does_not_use_its_key_up()
    {
        var project = await CreateAsync();
        using var invalid = await SendAsync(project, Events, """{"type":""}""", "one");
        using var unknownAgent = await SendAsync(project, "/run/v1/conversations", """{"agentId":"later"}""", "two");
        using var unknownConversation = await SendAsync(
            project, "/run/v1/conversations/later/messages", """{"role":"user","content":"a"}""", "three");
        await project.CreateAgentAsync("later");
        await project.Publisher.StartConversationAsync(new StartConversationRequest("later") { Id = "later" });

        using var valid = await SendAsync(project, Events, """{"type":"order.paid"}""", "one");
        using var knownAgent = await SendAsync(project, "/run/v1/conversations", """{"agentId":"later"}""", "two");
        using var knownConversation = await SendAsync(
            project, "/run/v1/conversations/later/messages", """{"role":"user","content":"a"}""", "three");

        await invalid.ReadProblemAsync(HttpStatusCode.BadRequest);
        await unknownAgent.ReadProblemAsync(HttpStatusCode.UnprocessableEntity);
        await unknownConversation.ReadProblemAsync(HttpStatusCode.NotFound);
        Assert.All([valid, knownAgent, knownConversation], response => Assert.Equal(HttpStatusCode.Created, response.StatusCode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("\u00e4")]
    [InlineData("256")]
    [InlineData("two")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        var project = await CreateAsync();
        var events = await CountEventsAsync(project);
        var values = key switch { "256" => [new string('k', 256)], "two" => ["a", "b"], _ => new[] { key } };
        foreach (var (path, body) in Writes.Select(row => ((string)row[0], (string)row[1])))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Refusals.Body(body) };
            Array.ForEach(values, value => request.Headers.TryAddWithoutValidation("Idempotency-Key", value));
            using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
            using var http = new HttpMessageInvoker(handler);
            request.RequestUri = new Uri(application.App.Address, path);
            request.Headers.Authorization = new("Bearer", project.PublisherKey);

            using var response = await http.SendAsync(request, CancellationToken.None);

            await response.AssertRefusedAtAsync("/Idempotency-Key");
        }

        Assert.Equal(events, await CountEventsAsync(project));
    }

    [Fact]
    public async Task The_longest_key_and_every_visible_character_will_do()
    {
        var project = await CreateAsync();
        var visible = string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code));

        var first = await project.Publisher.PublishEventAsync(new PublishEventRequest("a"), visible);
        var again = await project.Publisher.PublishEventAsync(new PublishEventRequest("a"), visible);
        using var longest = await SendAsync(project, Events, """{"type":"a"}""", new string('k', 255));

        Assert.Equal(first.Id, again.Id);
        Assert.Equal(HttpStatusCode.Created, longest.StatusCode);
    }

    [Fact]
    public async Task An_id_that_is_repeated_within_a_batch_means_its_first_event()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await CreateAsync();
        await project.CreateDestinationAsync(receiver.Url(), destination => destination with { EventTypes = ["event.created"] });
        PublishEventRequest[] batch =
            [new("") { Id = "a" }, new("one") { Id = "a" }, new("two") { Id = "a" }, new("three"), new("four") { Id = "a" }];

        var results = await project.Publisher.PublishEventsAsync(batch);
        var again = await project.Publisher.PublishEventsAsync(batch[1..3]);
        var last = await project.PublishAsync();
        await receiver.WaitForRequestsAsync(3);

        Assert.Equal([400, 201, 200, 201, 200], results.Select(result => result.Status));
        Assert.Equal([null, "one", "one", "three", "one"], results.Select(result => result.Data?.Type));
        Assert.Equal([200, 200], again.Select(result => result.Status));
        Assert.Equal(["one", "one"], again.Select(result => result.Data?.Type));
        Assert.Equal(
            new[] { "a", results[3].Data!.Id, last.Id }.Order(StringComparer.Ordinal), // 201 has data.
            receiver.Requests.Select(request => request.Header("webhook-id")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_published_under_a_key_is_delivered_once()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await CreateAsync();
        await project.CreateDestinationAsync(receiver.Url(), destination => destination with { EventTypes = ["event.created"] });

        var first = await project.Publisher.PublishEventAsync(new PublishEventRequest("a"), "one");
        await project.Publisher.PublishEventAsync(new PublishEventRequest("a"), "one");
        var results = await project.Publisher.PublishEventsAsync([new("b") { Id = "b" }, new("c")], "two");
        await project.Publisher.PublishEventsAsync([new("b") { Id = "b" }, new("c")], "two");
        var last = await project.PublishAsync();

        var ids = new[] { first.Id, "b", results[1].Data!.Id, last.Id }; // 201 has data.
        await receiver.WaitForRequestsAsync(4);
        Assert.Equal(
            ids.Order(StringComparer.Ordinal),
            receiver.Requests.Select(request => request.Header("webhook-id")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_document_describes_the_header_where_it_counts()
    {
        var document = await application.App.Anonymous.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var documented = from path in document.GetProperty("paths").EnumerateObject()
                         from operation in path.Value.EnumerateObject()
                         where operation.Value.TryGetProperty("parameters", out var parameters)
                             && parameters.EnumerateArray().Any(parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key")
                         select path.Name.TrimEnd('/');
        Assert.Equal(
            [
                "/run/tenants/{tenantId}/projects/{projectId}/agents/{agentId}/triggers/{triggerId}",
                "/run/v1/conversations", "/run/v1/conversations/{id}/messages", "/run/v1/events", "/run/v1/events/batch",
                "/run/v1/feedback",
            ],
            documented.Order(StringComparer.Ordinal));
    }

    /// <summary>Events with ids of their own are not stored a second time, with or without a key.</summary>
    private static int EffectOfAnotherRequest(string body) =>
        body.Contains("order-1", StringComparison.Ordinal) && !body.Contains("events", StringComparison.Ordinal) ? 0 : 1;

    private static Task<HttpResponseMessage> SendAsync(TestProject project, string path, string body, string? key) =>
        SendAsync(project.PublisherHttp, path, body, key);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, string path, string body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Refusals.Body(body) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await http.SendAsync(request);
    }

    private static async Task<int> CountEventsAsync(TestProject project) =>
        (await project.Client.ListEventsAsync(project.TenantId, project.ProjectId, limit: 100)).Data.Count;

    private static async Task<TestProject> PrepareAsync(TestProject project)
    {
        await project.CreateAgentAsync("sales");
        await project.Publisher.StartConversationAsync(new StartConversationRequest("sales") { Id = "c" });
        await project.Publisher.StartConversationAsync(new StartConversationRequest("sales") { Id = "d" });
        return project;
    }

    private async Task<TestProject> CreateAsync() => await PrepareAsync(await application.CreateProjectAsync());

    private static async Task<TwoProcesses> TwoProcessesAsync()
    {
        var database = await TestDatabase.CreateAsync();
        var options = new ApplicationOptions { WithWorker = false };
        return new TwoProcesses(
            database, await ApiApplication.StartAsync(database, options), await ApiApplication.StartAsync(database, options));
    }

    /// <summary>Two Apis that share nothing but the database.</summary>
    private sealed record TwoProcesses(TestDatabase Database, ApiApplication Application, ApiApplication Second) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Application.DisposeAsync();
            await Second.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
