using System.Text.Json;
using Json.Schema;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

/// <summary>The catalogue says what destinations receive, so what they receive is held against it.</summary>
public sealed class EventTypeTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task The_catalogue_has_the_four_types_with_examples_that_their_schemas_admit()
    {
        var project = await application.CreateProjectAsync();

        var all = await project.Client.ListEventTypesAsync(project.TenantId, project.ProjectId);

        Assert.Equal(
            ["conversation.created", "conversation.updated", "feedback.created", "event.created"], all.Data.Select(type => type.Type));
        Assert.All(all.Data, type => Assert.NotEmpty(type.Description));
        foreach (var type in all.Data)
        {
            Assert.Equal(type.Type, type.Example.GetProperty("type").GetString());
            Assert.Null(FaultsOf(type, type.Example));
        }
    }

    [Fact]
    public async Task A_schema_refuses_what_is_of_another_type_or_not_whole()
    {
        var project = await application.CreateProjectAsync();
        var all = (await project.Client.ListEventTypesAsync(project.TenantId, project.ProjectId)).Data;

        foreach (var type in all)
        {
            Assert.All(all.Where(other => other.Type != type.Type), other => Assert.NotNull(FaultsOf(type, other.Example)));
            Assert.NotNull(
                FaultsOf(type, JsonElement.Parse($$"""{"id":"evt_1","type":"{{type.Type}}","timestamp":"2026-05-12T14:30:00.000Z"}""")));
            Assert.Equal("object", type.Schema.GetProperty("properties").GetProperty("data").GetProperty("type").GetString());
        }
    }

    [Fact]
    public async Task What_arrives_at_a_destination_is_as_its_schema_says()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url());
        var agent = await project.CreateAgentAsync("sales");
        var conversation = await project.Publisher.StartConversationAsync(new StartConversationRequest(agent.Id)
        {
            UserProperties = TestProject.Json(new { plan = "pro" }),
            Messages = [new AddMessageRequest(MessageRole.User, "Hello")],
        });
        await project.Publisher.AddMessageAsync(conversation.Id, new AddMessageRequest(MessageRole.Assistant, "Good morning"));
        await project.Publisher.AddFeedbackAsync(new AddFeedbackRequest(conversation.Id, FeedbackType.Positive));
        await project.PublishAsync(properties: new { total = 12.5 });

        var received = await receiver.WaitForRequestsAsync(4);

        var types = (await project.Client.ListEventTypesAsync(project.TenantId, project.ProjectId)).Data.ToDictionary(type => type.Type);
        var bodies = received.Select(request => JsonSerializer.Deserialize<JsonElement>(request.Body)).ToList();
        Assert.Equal(types.Keys.Order(), bodies.Select(body => body.GetProperty("type").GetString()).Order());
        foreach (var body in bodies)
        {
            var type = types[body.GetProperty("type").GetString()!]; // Just seen.
            Assert.Null(FaultsOf(type, body));
            Assert.Equal(NamesOf(type.Example), NamesOf(body));
            Assert.Equal(NamesOf(type.Example.GetProperty("data")), NamesOf(body.GetProperty("data")));
        }
    }

    private static IEnumerable<string> NamesOf(JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    /// <summary>What is wrong, as the library says it; null = nothing.</summary>
    private static string? FaultsOf(EventTypeResponse type, JsonElement json)
    {
        var schema = JsonSchema.Build(type.Schema, new BuildOptions { SchemaRegistry = new SchemaRegistry() });
        var result = schema.Evaluate(json, new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return result.IsValid ? null : JsonSerializer.Serialize(result);
    }
}
