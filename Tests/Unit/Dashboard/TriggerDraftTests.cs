using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Triggers;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class TriggerDraftTests
{
    [Fact]
    public void New_trigger_with_a_name_and_an_agent_leaves_everything_else_to_the_api()
    {
        var draft = new TriggerDraft { Name = " Push ", AgentId = "sales" };

        Assert.Empty(draft.Check());
        Assert.Equal(
            """{"name":"Push","enabled":true,"signatureVerification":{"preset":"standard-webhooks"},"runAsUserIds":[]}""",
            JsonSerializer.Serialize(draft.ToCreate(), WebhooksJson.Options));
    }

    [Fact]
    public void Missing_and_malformed_values_are_told_at_their_fields()
    {
        var draft = new TriggerDraft { InputSchema = "{\"type\": ", Way = TriggerWay.Headers };

        var problems = new FieldProblems(draft.Check());

        Assert.Equal(["Select the agent to start."], problems.At("/agentId"));
        Assert.StartsWith("Is not valid JSON: check line 1", Assert.Single(problems.At("/inputSchema")), StringComparison.Ordinal);
        Assert.Single(problems.At("/authentication/headers"));
        Assert.Empty(problems.Elsewhere(["/agentId", "/inputSchema", "/authentication"]));
    }

    [Theory]
    [InlineData("""{"open":true}""", null, TriggerWay.Open)]
    [InlineData("""{"headers":[{"name":"X-Api-Key","valuePrefix":"abcd"}]}""", null, TriggerWay.Headers)]
    [InlineData("""{"headers":[]}""", """{"preset":"slack","toleranceSeconds":60}""", "slack")]
    [InlineData(
        """{"headers":[{"name":"X-Api-Key"}]}""",
        """{"custom":{"algorithm":"sha384","encoding":"base64","header":"X-S","prefix":"v1=","components":[{"source":"header","name":"X-T"},{"source":"literal","value":" x "},{"source":"body"}],"separator":".","timestampHeader":"X-T","toleranceSeconds":9}}""",
        TriggerWay.Custom)]
    public void Stored_trigger_goes_through_the_form_unchanged(string authentication, string? signature, string way)
    {
        var stored = Stored(authentication, signature);
        var draft = TriggerDraft.Of(stored);
        Assert.Equal(way, draft.Way);
        Assert.Empty(draft.Check());

        var update = draft.ToUpdate();

        Assert.Equal(
            (stored.Name, stored.Description, stored.MessageTemplate),
            (update.Name.Value, update.Description.Value, update.MessageTemplate.Value));
        Assert.True(JsonElement.DeepEquals(stored.InputSchema!.Value, update.InputSchema.Value!.Value)); // Both are set.
        Assert.Equal(stored.RunAsUserIds, update.RunAsUserIds.Value);
        Assert.Equal(way == TriggerWay.Open, update.Authentication.Value?.Open is true);
        Assert.Equal(way == TriggerWay.Open, !update.SignatureVerification.IsSet);
        Assert.Equal(
            JsonSerializer.Serialize(stored.SignatureVerification, WebhooksJson.Options),
            JsonSerializer.Serialize(update.SignatureVerification.Value, WebhooksJson.Options));

        // Values that were not typed in again are kept by the Api.
        Assert.All(update.Authentication.Value?.Headers ?? [], header => Assert.Null(header.Value));
        Assert.Equal(stored.Authentication.Headers.Count, update.Authentication.Value?.Headers?.Count ?? 0);
    }

    [Fact]
    public void Every_way_has_a_name_and_a_help()
    {
        Assert.All(TriggerWay.All, choice => Assert.NotEmpty(TriggerWay.Help(choice.Way)));
        Assert.Equal(
            Core.Triggers.SignaturePresets.All,
            TriggerWay.All.Select(choice => choice.Way).Where(TriggerWay.IsSigned).Where(way => way != TriggerWay.Custom));
        Assert.All(
            Core.Triggers.SignaturePresets.All,
            preset => Assert.Equal(Core.Triggers.SignaturePresets.HasTimestamp(preset), TriggerWay.SignsTime(preset)));
    }

    private static TriggerResponse Stored(string authentication, string? signature) => new()
    {
        Id = "push",
        AgentId = "sales",
        Name = "Push",
        Description = "From the repository",
        Enabled = false,
        WebhookUrl = "http://127.0.0.1/run",
        InputSchema = JsonSerializer.Deserialize<JsonElement>("""{"type":"object"}"""),
        MessageTemplate = "{{ref}}",
        Authentication = JsonSerializer.Deserialize<TriggerAuthentication>(authentication, WebhooksJson.Options)!, // An object.
        SignatureVerification = signature is null
            ? null
            : JsonSerializer.Deserialize<SignatureVerificationSetting>(signature, WebhooksJson.Options),
        RateLimitPerMinute = 7,
        BodyLimitBytes = 4_096,
        PlainTextIsJson = true,
        RunAsUserIds = ["ada", "grace"],
        DispatchDelayMs = 5,
        CreatedAt = default,
        UpdatedAt = default,
    };
}
