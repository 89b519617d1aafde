using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Contracts;

namespace Webhooks.Tests.Unit.Http;

public sealed class BodyShapeTests
{
    [Theory]
    [InlineData("""{"name":"x","role":"viewer","projectID":"p"}""", "/projectID", "did you mean projectId?")]
    [InlineData("""{"name":"x","role":"viewer","expires":"2101-01-01T00:00:00Z"}""", "/expires", "did you mean expiresAt?")]
    [InlineData("""{"name":"x","role":"viewer","allowed_networks":[]}""", "/allowed_networks", "did you mean allowedNetworks?")]
    [InlineData("""{"name":"x","role":"viewer","colour":"blue"}""", "/colour",
        "known are name, role, projectId, expiresAt, allowedNetworks")]
    [InlineData("""{"a/b~c":1}""", "/a~1b~0c", "is not a member here")]
    public void An_unknown_member_is_noted_with_the_one_that_was_meant(string json, string place, string detail)
    {
        var field = Assert.Single(Check(typeof(CreateApiKeyRequest), json));

        Assert.Equal(place, field.Pointer);
        Assert.Contains(detail, field.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(ResendDeliveriesRequest), """{"filter":{"status":"failed"}}""", "/filter/status")]
    [InlineData(typeof(CreateTriggerRequest), """{"authentication":{"header":[]}}""", "/authentication/header")]
    [InlineData(typeof(CreateTriggerRequest), """{"authentication":{"headers":[{"name":"a"},{"key":"b"}]}}""",
        "/authentication/headers/1/key")]
    [InlineData(typeof(CreateTriggerRequest), """{"signatureVerification":{"custom":{"components":[{"from":"body"}]}}}""",
        "/signatureVerification/custom/components/0/from")]
    [InlineData(typeof(UpdateTriggerRequest), """{"authentication":{"opne":true}}""", "/authentication/opne")]
    [InlineData(typeof(StartConversationRequest), """{"messages":[{"role":"user","text":"x"}]}""", "/messages/0/text")]
    public void Members_are_looked_into(Type contract, string json, string place) =>
        Assert.Equal(place, Assert.Single(Check(contract, json)).Pointer);

    [Theory]
    [InlineData(typeof(CreateWebhookDestinationRequest),
        """{"headers":{"X-Anything":"a"},"retryPolicy":{"name":"custom","waitSeconds":[1,2]}}""")]
    [InlineData(typeof(StartConversationRequest), """{"properties":{"anything":{"at":"all"}},"userProperties":{"a":null}}""")]
    [InlineData(typeof(CreateTriggerRequest), """{"inputSchema":{"type":"object"}}""")]
    [InlineData(typeof(InvokeTriggerRequest), """{"anything":null}""")]
    [InlineData(typeof(ResendDeliveriesRequest), """{"filter":{"since":"a","until":"b","from":"c","to":"d"}}""")]
    public void What_is_the_callers_own_is_not_looked_into(Type contract, string json) => Assert.Empty(Check(contract, json));

    [Theory]
    [InlineData(typeof(CreateWebhookDestinationRequest), "enabled")]
    [InlineData(typeof(CreateWebhookDestinationRequest), "agentIds")]
    [InlineData(typeof(CreateWebhookDestinationRequest), "eventTypes")]
    [InlineData(typeof(CreateWebhookDestinationRequest), "retryPolicy")]
    [InlineData(typeof(UpdateWebhookDestinationRequest), "enabled")]
    [InlineData(typeof(UpdateWebhookDestinationRequest), "agentIds")]
    [InlineData(typeof(CreateTriggerRequest), "enabled")]
    [InlineData(typeof(UpdateTriggerRequest), "authentication")]
    [InlineData(typeof(UpdateAgentRequest), "name")]
    [InlineData(typeof(SignInRequest), "withToken")]
    public void A_null_where_none_may_be_is_noted(Type contract, string member) =>
        Assert.Equal(new ProblemField($"/{member}", "must not be null"), Assert.Single(Check(contract, $$"""{"{{member}}":null}""")));

    [Theory]
    [InlineData(typeof(CreateWebhookDestinationRequest),
        """{"description":null,"headers":null,"maxPerSecond":null,"timeoutSeconds":null}""")]
    [InlineData(typeof(UpdateWebhookDestinationRequest),
        """{"description":null,"headers":null,"maxPerSecond":null,"timeoutSeconds":null}""")]
    [InlineData(typeof(UpdateTriggerRequest), """{"inputSchema":null,"messageTemplate":null,"signatureVerification":null}""")]
    [InlineData(typeof(CreateApiKeyRequest), """{"projectId":null,"expiresAt":null}""")]
    public void A_member_that_may_be_null_is_not(Type contract, string json) => Assert.Empty(Check(contract, json));

    [Fact]
    public void A_change_may_send_back_what_was_read_and_nothing_else()
    {
        var shape = BodyShape.Of(typeof(UpdateTriggerRequest), typeof(TriggerResponse));

        Assert.Empty(
            Check(shape, """{"id":"t","createdAt":"a","webhookUrl":"u","authentication":{"headers":[{"name":"a","valuePrefix":"b"}]}}"""));
        Assert.Equal("/outputTransform", Assert.Single(Check(shape, """{"outputTransform":{}}""")).Pointer);
    }

    [Fact]
    public void A_tolerant_check_warns_of_unknown_members_of_the_object_itself()
    {
        var errors = new InputErrors();

        BodyShape.Of(typeof(PublishEventRequest)).Check(Parse("""{"type":"x","agent_id":"a"}"""), "/events/3", errors, isTolerant: true);

        Assert.False(errors.Any);
        var warning = Assert.Single(errors.Warnings!);
        Assert.Equal("/events/3/agent_id", warning.Pointer);
        Assert.Equal("was ignored: it is not a member here; did you mean agentId?", warning.Detail);
    }

    [Fact]
    public void A_body_of_nothing_but_faults_is_not_answered_with_all_of_them()
    {
        var json = "{" + string.Join(',', Enumerable.Range(0, 1_000).Select(number => $"\"m{number}\":1")) + "}";
        var errors = new InputErrors();

        BodyShape.Of(typeof(PublishEventRequest)).Check(Parse(json), string.Empty, errors, isTolerant: true);

        Assert.Equal(20, Check(typeof(CreateTenantRequest), json).Count);
        Assert.Equal(20, errors.Warnings!.Count);
    }

    [Fact]
    public void The_body_of_a_batch_is_checked_and_each_event_on_its_own()
    {
        var shape = new DocumentedBody(typeof(PublishBatchRequest)).Shape!;

        Assert.Empty(Check(shape, """{"events":[{"unknown":1}]}"""));
        Assert.Equal("/event", Assert.Single(Check(shape, """{"event":[]}""")).Pointer);
    }

    private static JsonElement Parse(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static IReadOnlyList<ProblemField> Check(Type contract, string json) => Check(BodyShape.Of(contract), json);

    private static IReadOnlyList<ProblemField> Check(BodyShape shape, string json)
    {
        var errors = new InputErrors();
        shape.Check(Parse(json), string.Empty, errors);
        return errors.ToProblem()?.Errors ?? [];
    }
}
