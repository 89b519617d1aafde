using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

/// <summary>The <c>webhooks</c> of the OpenAPI document say what is sent, so what is sent is held against them.</summary>
public sealed class WebhookDocumentTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Test = "test";
    private const string BodySchema = "/post/requestBody/content/application~1json/schema";

    /// <summary>Headers that are the connection's or the body's, and no parameters in OpenAPI.</summary>
    private static readonly string[] OfHttp = ["accept", "content-length", "content-type", "host"];

    [Fact]
    public async Task There_is_a_webhook_for_each_event_type_and_for_the_test_event()
    {
        var webhooks = (await DocumentAsync())["webhooks"]!.AsObject();

        Assert.Equal([.. EventTypes.All, Test], webhooks.Select(webhook => webhook.Key));
    }

    [Fact]
    public async Task What_arrives_is_what_its_webhook_says_headers_and_body()
    {
        var document = await DocumentAsync();
        var schemas = SchemasOf(document, "sent");

        foreach (var request in await ReceiveOneOfEachAsync())
        {
            var body = JsonSerializer.Deserialize<JsonElement>(request.Body);
            var type = body.GetProperty("type").GetString()!; // Just seen to be one of them.
            var webhook = document["webhooks"]![type]!["post"]!;

            Assert.Equal("application/json", request.Header("Content-Type"));
            AssertFits(body, $"{schemas}/webhooks/{type}{BodySchema}");
            AssertFitsHeaders(request, webhook["parameters"]!.AsArray(), $"{schemas}/webhooks/{type}/post/parameters");
            Assert.All(document["webhooks"]!.AsObject().Where(other => other.Key != type), other =>
                Assert.NotNull(FaultsOf(body, $"{schemas}/webhooks/{other.Key}{BodySchema}")));
        }
    }

    [Fact]
    public async Task The_examples_fit_their_schemas()
    {
        var document = await DocumentAsync();
        var schemas = SchemasOf(document, "examples");

        foreach (var (type, webhook) in document["webhooks"]!.AsObject())
        {
            var content = webhook!["post"]!["requestBody"]!["content"]!["application/json"]!;
            AssertFits(content["example"].Deserialize<JsonElement>(), $"{schemas}/webhooks/{type}{BodySchema}");
        }
    }

    /// <summary>Makes the schemas known under an address of their own. Members that are not described are refused.</summary>
    private static string SchemasOf(JsonNode document, string name)
    {
        foreach (var (_, schema) in document["components"]!["schemas"]!.AsObject())
        {
            if (schema!["properties"] is not null && schema["additionalProperties"] is null)
            {
                schema["additionalProperties"] = false;
            }
        }

        var address = new Uri($"https://webhooks.test/{name}");
        SchemaRegistry.Global.Register(new JsonElementBaseDocument(JsonSerializer.SerializeToElement(document), address));
        return $"{address}#";
    }

    private static void AssertFitsHeaders(ReceivedRequest request, JsonArray parameters, string pointer)
    {
        var names = parameters.Select(parameter => parameter!["name"]!.GetValue<string>()).ToList();
        Assert.Empty(request.Headers.Select(header => header.Key.ToLowerInvariant()).Except([.. names, .. OfHttp]));
        foreach (var (index, parameter) in parameters.Index())
        {
            if (request.Header(names[index]) is not { } text)
            {
                Assert.True(parameter!["required"]?.GetValue<bool>() is not true, $"{names[index]} is missing");
                continue;
            }

            var isNumber = parameter!["schema"]!["type"]!.GetValue<string>() == "integer";
            var value = isNumber
                ? JsonSerializer.SerializeToElement(long.Parse(text, CultureInfo.InvariantCulture))
                : JsonSerializer.SerializeToElement(text);
            AssertFits(value, $"{pointer}/{index}/schema");
        }
    }

    private static void AssertFits(JsonElement json, string pointer) =>
        Assert.True(FaultsOf(json, pointer) is not { } faults, $"{pointer}: {FaultsOf(json, pointer)}\n{json}");

    /// <summary>What is wrong, as the library says it; null = nothing.</summary>
    private static string? FaultsOf(JsonElement json, string pointer)
    {
        var schema = JsonSchema.FromText($$"""{"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"{{pointer}}"}""");
        var result = schema.Evaluate(json, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return result.IsValid ? null : JsonSerializer.Serialize(result);
    }

    private async Task<JsonNode> DocumentAsync() => JsonNode.Parse(await application.App.Anonymous.GetStringAsync("/openapi/v1.json"))!;

    private async Task<IReadOnlyList<ReceivedRequest>> ReceiveOneOfEachAsync()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        var agent = await project.CreateAgentAsync("sales");
        var conversation = await project.Publisher.StartConversationAsync(new StartConversationRequest(agent.Id)
        {
            UserProperties = TestProject.Json(new { plan = "pro" }),
            Messages = [new AddMessageRequest(MessageRole.User, "Hello")],
        });
        await project.Publisher.AddMessageAsync(conversation.Id, new AddMessageRequest(MessageRole.Assistant, "Good morning"));
        await project.Publisher.AddFeedbackAsync(new AddFeedbackRequest(conversation.Id, FeedbackType.Positive));
        await project.PublishAsync(properties: new { total = 12.5 });
        await project.Client.TestWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id);

        var received = await receiver.WaitForRequestsAsync(EventTypes.All.Count + 1);
        var types = received.Select(request => JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("type").GetString());
        Assert.Equal(((IEnumerable<string>)[.. EventTypes.All, Test]).Order(), types.Order());
        return received;
    }
}
