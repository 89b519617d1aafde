using System.Net;
using System.Net.Http.Json;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class BadEventTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Events = "/run/v1/events";
    private const int EventLimit = 256 * 1024;
    private const int Deepest = 48;

    public static TheoryData<string, string> BadEvents => new()
    {
        { "{}", "/type" },
        { """{"type":null}""", "/type" },
        { """{"type":7}""", "/type" },
        { """{"type":""}""", "/type" },
        { """{"type":"a\u0000b"}""", "/type" },
        { $$"""{"type":"{{new string('x', 256)}}"}""", "/type" },
        { """{"type":"order.paid","id":7}""", "/id" },
        { """{"type":"order.paid","id":""}""", "/id" },
        { """{"type":"order.paid","id":"a b"}""", "/id" },
        { """{"type":"order.paid","id":"a.b"}""", "/id" },
        { """{"type":"order.paid","agentId":[]}""", "/agentId" },
        { """{"type":"order.paid","conversationId":7}""", "/conversationId" },
        { """{"type":"order.paid","messageId":{}}""", "/messageId" },
        { """{"type":"order.paid","properties":[]}""", "/properties" },
        { """{"type":"order.paid","properties":"text"}""", "/properties" },
        { """{"type":"order.paid","userProperties":7}""", "/userProperties" },
        { """{"type":"order.paid","metadata":true}""", "/metadata" },
        { """{"type":"order.paid","data":{}}""", "/data" },
        { """{"type":"conversation.created","data":[]}""", "/data" },
    };

    /// <summary>Escapes that are half of a surrogate pair: in values, in names, at any depth, in members nobody asks for.</summary>
    public static TheoryData<string, string> HalfPairs => new()
    {
        { """{"type":"\ud800"}""", "/type" },
        { """{"type":"order.paid","agentId":"\udfff"}""", "/agentId" },
        { """{"type":"order.paid","properties":{"text":"half \ud83d of a pair"}}""", "/properties/text" },
        { """{"type":"order.paid","properties":{"\ude00":1}}""", "/properties" },
        { """{"type":"order.paid","userProperties":{"deep":[1,{"a/b":"\uD800"}]}}""", "/userProperties/deep/1/a~1b" },
        { """{"type":"order.paid","metadata":{"text":"\ud800\u0041"}}""", "/metadata/text" },
        { """{"type":"conversation.created","data":{"text":"\ud800"}}""", "/data/text" },
        { """{"\ud800":1,"type":"order.paid"}""", "" },
        { """{"type":"order.paid","unknown":"\ud800"}""", "/unknown" },
    };

    public static TheoryData<string> NotJsonObjects =>
    [
        "", " ", "{", "[]", "null", "\"text\"", "7", "{\"type\":\"order.paid\"", "{\"type\":\"order.paid\",}", "{'type':'order.paid'}",
        "{\"type\":\"order.paid\"} {}", "// comment\n{\"type\":\"order.paid\"}", "{\"type\":\"\u0001\"}", "{\"type\":NaN}",
        Nested(Deepest + 1), Nested(10_000),
    ];

    [Theory]
    [MemberData(nameof(BadEvents))]
    public async Task An_event_with_a_bad_member_is_refused_with_its_pointer_and_not_stored(string body, string place)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.PublisherHttp.PostTextAsync(Events, body);

        await response.AssertRefusedAtAsync(place);
        await AssertNothingIsStoredAsync(project);
    }

    [Theory]
    [MemberData(nameof(BadEvents))]
    public async Task In_a_batch_the_pointer_begins_with_the_place_of_the_event(string body, string place)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.PublisherHttp.PostTextAsync($"{Events}/batch", $$"""{"events":[{{body}}]}""");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var results = await response.Content.ReadFromJsonAsync<PublishBatchResponse>(WebhooksJson.Options);
        var result = Assert.Single(results?.Data ?? []);
        Assert.Equal(400, result.Status);
        Assert.Null(result.Data);
        Assert.Contains($"/events/0{place}", result.Error?.Errors?.Select(error => error.Pointer) ?? []);
        await AssertNothingIsStoredAsync(project);
    }

    [Theory]
    [MemberData(nameof(HalfPairs))]
    public async Task Text_that_is_no_Unicode_is_refused_with_its_pointer_alone_and_in_a_batch(string body, string place)
    {
        var project = await application.CreateProjectAsync();

        using var alone = await project.PublisherHttp.PostTextAsync(Events, body);
        using var batch = await project.PublisherHttp.PostTextAsync($"{Events}/batch", $$"""{"events":[{"type":"order.paid"},{{body}}]}""");

        await alone.AssertRefusedAtAsync(place);
        await batch.AssertRefusedAtAsync($"/events/1{place}");
        await AssertNothingIsStoredAsync(project);
    }

    [Fact]
    public async Task Whole_surrogate_pairs_and_NUL_characters_inside_of_properties_are_kept()
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.PublisherHttp.PostTextAsync(
            Events, """{"type":"order.paid","id":"odd","properties":{"text":"\ud83d\ude00 \u0000","\ud83d\ude00":1}}""");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var stored = await project.Client.GetEventAsync(project.TenantId, project.ProjectId, "odd");
        var properties = stored.Payload.GetProperty("data").GetProperty("event").GetProperty("properties");
        Assert.Equal("\U0001F600 \0", properties.GetProperty("text").GetString());
        Assert.Equal(1, properties.GetProperty("\U0001F600").GetInt32());
    }

    [Fact]
    public async Task An_event_nested_as_deep_as_is_allowed_can_be_published_again_read_and_shown()
    {
        var project = await application.CreateProjectAsync();
        var body = Nested(Deepest).Insert(1, "\"id\":\"deep\",");

        using var first = await project.PublisherHttp.PostTextAsync(Events, body);
        using var again = await project.PublisherHttp.PostTextAsync(Events, body);
        using var shown = await project.Http.GetAsync($"{project.Path}/events/deep");

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK], [first.StatusCode, again.StatusCode, shown.StatusCode]);
    }

    [Theory]
    [MemberData(nameof(NotJsonObjects))]
    public async Task A_body_that_is_no_JSON_object_is_refused_as_a_whole(string body)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.PublisherHttp.PostTextAsync(Events, body);

        await response.AssertRefusedAtAsync(string.Empty);
        await AssertNothingIsStoredAsync(project);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_refused()
    {
        var project = await application.CreateProjectAsync();
        using var body = new ByteArrayContent([.. "{\"type\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        body.Headers.ContentType = new("application/json");

        using var response = await project.PublisherHttp.PostAsync(Events, body);

        await response.ReadProblemAsync(HttpStatusCode.BadRequest);
        await AssertNothingIsStoredAsync(project);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task Another_media_type_is_refused(string mediaType)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.PublisherHttp.PostAsync(Events, Refusals.Body("""{"type":"order.paid"}""", mediaType));

        await response.ReadProblemAsync(HttpStatusCode.UnsupportedMediaType);
        await AssertNothingIsStoredAsync(project);
    }

    [Fact]
    public async Task No_media_type_is_refused()
    {
        var project = await application.CreateProjectAsync();
        using var body = new ByteArrayContent("""{"type":"order.paid"}"""u8.ToArray());

        using var response = await project.PublisherHttp.PostAsync(Events, body);

        await response.ReadProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_of_256_KiB_is_taken_and_one_byte_more_is_refused(bool chunked)
    {
        var project = await application.CreateProjectAsync();
        var largest = EventOf(EventLimit);

        using var refused = await project.PublisherHttp.PostAsync(Events, Content(largest + " ", chunked));
        await refused.ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        await AssertNothingIsStoredAsync(project);
        using var taken = await project.PublisherHttp.PostAsync(Events, Content(largest, chunked));

        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_of_more_than_1_MiB_is_refused(bool chunked)
    {
        var project = await application.CreateProjectAsync();
        var batch = $$"""{"events":[{{string.Join(',', Enumerable.Repeat(EventOf(EventLimit), 5))}}]}""";

        using var response = await project.PublisherHttp.PostAsync($"{Events}/batch", Content(batch, chunked));

        await response.ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        await AssertNothingIsStoredAsync(project);
    }

    [Fact]
    public async Task One_event_of_a_batch_that_is_too_large_is_refused_alone()
    {
        var project = await application.CreateProjectAsync();
        var batch = $$"""{"events":[{{EventOf(EventLimit + 1)}},{"type":"order.paid"}]}""";

        using var response = await project.PublisherHttp.PostTextAsync($"{Events}/batch", batch);

        var results = await response.Content.ReadFromJsonAsync<PublishBatchResponse>(WebhooksJson.Options);
        Assert.Equal([413, 201], results?.Data.Select(result => result.Status));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"events":[]}""")]
    [InlineData("""{"events":{}}""")]
    [InlineData("""{"events":null}""")]
    public async Task A_batch_without_events_is_refused(string body)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.PublisherHttp.PostTextAsync($"{Events}/batch", body);

        await response.AssertRefusedAtAsync("/events");
    }

    [Fact]
    public async Task A_batch_of_more_than_1000_events_is_refused_as_a_whole()
    {
        var project = await application.CreateProjectAsync();
        var batch = $$"""{"events":[{{string.Join(',', Enumerable.Repeat("""{"type":"a"}""", 1001))}}]}""";

        using var response = await project.PublisherHttp.PostTextAsync($"{Events}/batch", batch);

        await response.AssertRefusedAtAsync("/events");
        await AssertNothingIsStoredAsync(project);
    }

    /// <summary>The body with its properties nested, so that the deepest value is at this depth of the body.</summary>
    private static string Nested(int depth) =>
        $$"""{"type":"order.paid","properties":{{string.Concat(Enumerable.Repeat("{\"a\":", depth - 1))}}1{{new string('}', depth - 1)}}}""";

    private static HttpContent Content(string text, bool chunked) => chunked ? Refusals.Chunked(text) : Refusals.Body(text);

    private static string EventOf(int bytes)
    {
        const string start = """{"type":"order.paid","properties":{"text":""";
        return $"{start}\"{new string('x', bytes - start.Length - 4)}\"}}}}";
    }

    private static async Task AssertNothingIsStoredAsync(TestProject project) =>
        Assert.Empty((await project.Client.ListEventsAsync(project.TenantId, project.ProjectId)).Data);
}
