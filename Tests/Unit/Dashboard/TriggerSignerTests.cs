using System.Text;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Core.Triggers;
using Webhooks.Dashboard.Web.Triggers;

namespace Webhooks.Tests.Unit.Dashboard;

/// <summary>Test calls are signed as the Api verifies them, whatever a trigger demands.</summary>
public sealed class TriggerSignerTests
{
    private const string Body = """{"text":"it's «new»"}""";
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);
    private static readonly string StandardSecret =
        $"whsec_{Convert.ToBase64String(Enumerable.Range(1, 32).Select(value => (byte)value).ToArray())}";

    public static TheoryData<string, string> Signatures => new()
    {
        { """{"preset":"standard-webhooks"}""", StandardSecret },
        { """{"preset":"github"}""", "a secret of ours" },
        { """{"preset":"slack"}""", "a secret of ours" },
        { """{"preset":"stripe"}""", "whsec_a secret of theirs" },
        { """{"preset":"zendesk"}""", "a secret of ours" },
        {
            """
            {"custom":{"algorithm":"sha512","encoding":"base64","header":"X-Signature","prefix":"v1=","separator":"|","timestampHeader":"X-Time",
            "components":[{"source":"header","name":"X-Time"},{"source":"header","name":"X-Topic"},{"source":"literal","value":"POST"},{"source":"body"}]}}
            """, "a secret of ours"
        },
    };

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Test_call_is_signed_as_its_sender_would(string setting, string secret)
    {
        var values = new Dictionary<string, string> { ["X-Topic"] = "orders" };
        var verification = JsonSerializer.Deserialize<SignatureVerificationSetting>(setting, WebhooksJson.Options)!; // It is an object.

        var headers = TriggerSigner.Sign(verification, secret, Body, "test-1", Now, values);

        var stored = SignatureRule.Parse(JsonSerializer.Deserialize<JsonElement>(setting)).Verification!; // It is a good one.
        var outcome = stored.Verify(
            [secret],
            name => headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)
                .SingleOrDefault(),
            Encoding.UTF8.GetBytes(Body),
            Now);
        Assert.IsType<Core.Triggers.SignatureVerdict.Genuine>(outcome);
    }

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Command_names_the_secret_and_every_header_that_is_sent(string setting, string secret)
    {
        var verification = JsonSerializer.Deserialize<SignatureVerificationSetting>(setting, WebhooksJson.Options)!; // It is an object.
        var trigger = Trigger(verification, new TriggerHeader("X-Api-Key"));

        var command = TriggerCurl.Write(trigger, Body, new Dictionary<string, string> { ["X-Topic"] = "orders" });

        Assert.DoesNotContain(secret, command, StringComparison.Ordinal);
        Assert.Contains(
            "$TRIGGER_SECRET", command.Replace("${TRIGGER_SECRET#", "$TRIGGER_SECRET", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("-H 'X-Api-Key: '\"$HEADER_X_API_KEY\"", command, StringComparison.Ordinal);
        Assert.All(
            SignaturePlan.Of(verification).SentHeaders, header => Assert.Contains($"-H '{header}: '", command, StringComparison.Ordinal));
    }

    [Fact]
    public void Open_trigger_needs_nothing() =>
        Assert.Equal(
            """
            body='{}'
            curl -X POST 'http://127.0.0.1/run' \
              -H 'Content-Type: application/json' \
              --data-binary "$body"
            """,
            TriggerCurl.Write(Trigger(null), "{}", new Dictionary<string, string>()));

    [Fact]
    public void Payload_of_a_test_call_has_a_value_wherever_the_message_wants_one()
    {
        var call = TestCall.For(
            Trigger(null) with { MessageTemplate = "{{pusher.name}} pushed {{ ref }} to {{pusher.team}}, {{commits.0.id}}" });

        Assert.Null(call.Fault());
        Assert.True(JsonElement.DeepEquals(
            JsonSerializer.Deserialize<JsonElement>("""{"pusher":{"name":"name","team":"team"},"ref":"ref"}"""),
            JsonSerializer.Deserialize<JsonElement>(call.Payload)));
        call.Payload = "[]";
        Assert.Equal("The payload must be a JSON object.", call.Fault());
        call.Payload = "{\n";
        Assert.StartsWith("The payload is not valid JSON: check line 2", call.Fault(), StringComparison.Ordinal);
    }

    private static TriggerResponse Trigger(SignatureVerificationSetting? verification, params TriggerHeader[] headers) => new()
    {
        Id = "push",
        AgentId = "sales",
        Name = "Push",
        Description = null,
        Enabled = true,
        WebhookUrl = "http://127.0.0.1/run",
        InputSchema = null,
        MessageTemplate = null,
        Authentication = new TriggerAuthentication { Headers = headers },
        SignatureVerification = verification,
        RateLimitPerMinute = 600,
        BodyLimitBytes = 262_144,
        PlainTextIsJson = false,
        RunAsUserIds = [],
        DispatchDelayMs = 0,
        CreatedAt = default,
        UpdatedAt = default,
    };
}
