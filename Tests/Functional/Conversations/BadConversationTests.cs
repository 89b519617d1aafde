using System.Net;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Conversations;

/// <summary>What the routes of conversations refuse; nothing of it is stored.</summary>
public sealed class BadConversationTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Start = "/run/v1/conversations";
    private const string Messages = "/run/v1/conversations/c/messages";
    private const string Feedback = "/run/v1/feedback";

    public static TheoryData<string, string, string> BadBodies => new()
    {
        { Start, """{}""", "/agentId" },
        { Start, """{"agentId":null}""", "/agentId" },
        { Start, """{"agentId":7}""", "/agentId" },
        { Start, """{"agentId":"sales","id":"a b"}""", "/id" },
        { Start, """{"agentId":"sales","id":"new"}""", "/id" },
        { Start, """{"agentId":"sales","title":"a\u0000b"}""", "/title" },
        { Start, """{"agentId":"sales","title":"\ud800"}""", "/title" },
        { Start, """{"agentId":"sales","properties":[]}""", "/properties" },
        { Start, """{"agentId":"sales","userProperties":"x"}""", "/userProperties" },
        { Start, """{"agentId":"sales","messages":{}}""", "/messages" },
        { Start, """{"agentId":"sales","messages":[7]}""", "/messages/0" },
        { Start, """{"agentId":"sales","messages":[{"role":"user","content":"a"},{"role":"system","content":"b"}]}""", "/messages/1/role" },
        { Start, """{"agentId":"sales","messages":[{"role":"user"}]}""", "/messages/0/content" },
        { Start, """{"agentId":"sales","messages":[{"role":"user","content":"a","id":"!"}]}""", "/messages/0/id" },
        { Start, """{"agentId":"sales","messages":[{"role":"user","content":"a","id":"m"},{"role":"user","content":"b","id":"m"}]}""", "/messages/1/id" },
        { Messages, """{"role":"user"}""", "/content" },
        { Messages, """{"role":"user","content":" \n"}""", "/content" },
        { Messages, """{"role":"user","content":["a"]}""", "/content" },
        { Messages, """{"role":"user","content":"a\u0000b"}""", "/content" },
        { Messages, """{"role":"user","content":"\udc00"}""", "/content" },
        { Messages, """{"content":"a"}""", "/role" },
        { Messages, """{"role":"tool","content":"a"}""", "/role" },
        { Messages, """{"role":"User","content":"a"}""", "/role" },
        { Messages, """{"id":"a/b","role":"user","content":"a"}""", "/id" },
        { Feedback, """{"type":"positive"}""", "/conversationId" },
        { Feedback, """{"conversationId":"c"}""", "/type" },
        { Feedback, """{"conversationId":"c","type":"neutral"}""", "/type" },
        { Feedback, """{"conversationId":"c","type":"positive","messageId":7}""", "/messageId" },
        { Feedback, """{"conversationId":"c","type":"positive","details":{}}""", "/details" },
        { Feedback, """{"conversationId":"c\u0000","type":"positive"}""", "/conversationId" },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_body_is_refused_with_a_pointer_and_stores_nothing(string path, string body, string place)
    {
        var project = await CreateWithConversationAsync();

        using var response = await project.PublisherHttp.PostTextAsync(path, body);

        await response.AssertRefusedAtAsync(place);
        await AssertUnchangedAsync(project);
    }

    [Theory]
    [InlineData(Start, """{"agentId":"nobody","id":"d","messages":[{"role":"user","content":"a"}]}""", "/agentId",
        HttpStatusCode.UnprocessableEntity)]
    [InlineData(Feedback, """{"conversationId":"c","messageId":"of-other","type":"positive"}""", "/messageId",
        HttpStatusCode.UnprocessableEntity)]
    [InlineData(Feedback, """{"conversationId":"c","messageId":"nowhere","type":"positive"}""", "/messageId",
        HttpStatusCode.UnprocessableEntity)]
    [InlineData(Feedback, """{"conversationId":"nowhere","type":"positive"}""", "/conversationId", HttpStatusCode.NotFound)]
    public async Task What_names_something_that_is_not_there_is_refused_and_stores_nothing(
        string path, string body, string place, HttpStatusCode status)
    {
        var project = await CreateWithConversationAsync();

        using var response = await project.PublisherHttp.PostTextAsync(path, body);

        await response.AssertRefusedAtAsync(place, status);
        await AssertUnchangedAsync(project);
        using var unknown = await project.PublisherHttp.GetAsync(new Uri("/run/v1/conversations/d", UriKind.Relative));
        await unknown.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("%ED%A0%80")]
    [InlineData("%F0%9F%98%80")]
    public async Task A_conversation_that_is_not_there_is_404(string id)
    {
        var project = await application.CreateProjectAsync();

        using var message = await project.PublisherHttp.PostTextAsync($"{Start}/{id}/messages", """{"role":"user","content":"a"}""");
        using var shown = await project.PublisherHttp.GetAsync(new Uri($"{Start}/{id}", UriKind.Relative));
        using var messages = await project.Http.GetAsync(new Uri($"{project.Path}/conversations/{id}/messages", UriKind.Relative));

        await message.ReadProblemAsync(HttpStatusCode.NotFound);
        await shown.ReadProblemAsync(HttpStatusCode.NotFound);
        await messages.ReadProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Sizes_have_limits_that_the_refusal_names()
    {
        var project = await CreateWithConversationAsync();
        var tooLong = new string('x', 100_001);

        using var content = await project.PublisherHttp.PostTextAsync(Messages, $$"""{"role":"user","content":"{{tooLong}}"}""");
        using var properties = await project.PublisherHttp.PostTextAsync(
            Start, $$$"""{"agentId":"sales","properties":{"x":"{{{tooLong}}}"}}""");
        using var messages = await project.PublisherHttp.PostTextAsync(
            Start,
            $$$"""{"agentId":"sales","messages":[{{{string.Join(',', Enumerable.Repeat("""{"role":"user","content":"a"}""", 201))}}}]}""");
        using var body = await project.PublisherHttp.PostTextAsync(
            Messages, $$"""{"role":"user","content":"{{new string('x', 1024 * 1024)}}"}""");

        await content.AssertRefusedAtAsync("/content");
        await properties.AssertRefusedAtAsync("/properties");
        await messages.AssertRefusedAtAsync("/messages");
        await body.ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        await AssertUnchangedAsync(project);
    }

    [Fact]
    public async Task Only_keys_that_may_publish_write_and_only_keys_that_may_look_list()
    {
        var project = await CreateWithConversationAsync();
        using var viewer = application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer, inProject: true));

        using var write = await viewer.PostTextAsync(Messages, """{"role":"user","content":"a"}""");
        using var feedback = await viewer.PostTextAsync(Feedback, """{"conversationId":"c","type":"positive"}""");
        using var list = await viewer.GetAsync(new Uri($"{project.Path}/conversations", UriKind.Relative));
        using var publisherLists = await project.PublisherHttp.GetAsync(new Uri($"{project.Path}/conversations", UriKind.Relative));

        await write.ReadProblemAsync(HttpStatusCode.Forbidden);
        await feedback.ReadProblemAsync(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        await publisherLists.ReadProblemAsync(HttpStatusCode.Forbidden);
        await AssertUnchangedAsync(project);
    }

    private async Task<TestProject> CreateWithConversationAsync()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("sales");
        await StartAsync("c", "m");
        await StartAsync("o", "of-other");
        return project;

        Task StartAsync(string id, string message) => project.Publisher.StartConversationAsync(
            new StartConversationRequest("sales") { Id = id, Messages = [new("user", "Hello") { Id = message }] });
    }

    private static async Task AssertUnchangedAsync(TestProject project)
    {
        Assert.Equal(2, (await project.Client.ListEventsAsync(project.TenantId, project.ProjectId)).Data.Count);
        Assert.Equal(2, (await project.Client.ListProjectConversationsAsync(project.TenantId, project.ProjectId)).Data.Count);
        Assert.Single((await project.Publisher.GetConversationAsync("c")).Messages);
    }
}
