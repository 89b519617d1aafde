using System.Text.Json;
using Webhooks.Api.Triggers;
using Webhooks.Core.Database;
using Webhooks.Core.Triggers;

namespace Webhooks.Tests.Unit.Triggers;

public sealed class TriggerPayloadTests
{
    [Fact]
    public void Errors_are_sentences_with_the_place_in_the_payload()
    {
        var errors = ErrorsOf("""{"required":["b"],"properties":{"a":{"maximum":3}}}""", """{"a":5}""");

        Assert.Equal(["/a may be at most 3", "the payload must have the member b"], errors.Order());
    }

    [Fact]
    public void Stored_schema_that_is_no_longer_accepted_lets_nothing_through()
    {
        var error = Assert.Single(ErrorsOf("""{"properties":{"a":{"contentEncoding":"base64"}}}""", "{}"));

        Assert.Equal("the trigger must be saved with another inputSchema: /properties/a/contentEncoding is not a supported keyword", error);
    }

    private static IReadOnlyList<string> ErrorsOf(string schema, string payload)
    {
        using var schemas = new PayloadSchemas();
        var trigger = new Trigger
        {
            ProjectNo = 1,
            AgentNo = 1,
            Id = "t",
            Name = "t",
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
            InputSchema = schema,
        };
        return TriggerPayload.Validate(trigger, JsonElement.Parse(payload), schemas);
    }
}
