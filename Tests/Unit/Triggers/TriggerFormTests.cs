using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Webhooks.Api.Triggers;
using Webhooks.Core.Database;
using Webhooks.Core.Triggers;

namespace Webhooks.Tests.Unit.Triggers;

public sealed class TriggerFormTests
{
    [Theory]
    [InlineData("ID=1&id=2", """{"ID":"1","id":"2"}""")]
    [InlineData("a=1&a=2&b=x+y%20z&empty=", """{"a":["1","2"],"b":"x y z","empty":""}""")]
    [InlineData("\uFEFFa=1", """{"a":"1"}""")]
    [InlineData("payload=%7B%22a%22%3A1%7D", """{"payload":"{\u0022a\u0022:1}"}""")]
    public void Fields_of_a_form_are_members_whose_case_counts(string form, string json) => AssertSame(json, Read(form, null));

    [Fact]
    public void The_one_field_of_a_form_of_GitHub_is_the_payload()
    {
        AssertSame("""{"a":1}""", Read("payload=%7B%22a%22%3A1%7D", SignaturePresets.GitHub));
        AssertSame("""{"payload":"{}","more":""}""", Read("payload={}&more=", SignaturePresets.GitHub));
    }

    [Theory]
    [InlineData(SignaturePresets.Slack, """{"type":"url_verification","challenge":"abc"}""", "abc")]
    [InlineData(SignaturePresets.Slack, """{"type":"event_callback","challenge":"abc"}""", null)]
    [InlineData(SignaturePresets.Slack, """{"type":"url_verification"}""", null)]
    [InlineData(SignaturePresets.GitHub, """{"type":"url_verification","challenge":"abc"}""", null)]
    [InlineData(null, """{"type":"url_verification","challenge":"abc"}""", null)]
    public void Only_a_trigger_for_Slack_answers_its_challenge(string? preset, string payload, string? challenge) =>
        Assert.Equal(challenge, TriggerPayload.FindChallenge(TriggerOf(preset), JsonElement.Parse(payload)));

    [Theory]
    [InlineData(true, "text/plain", true)]
    [InlineData(true, "Text/Plain; charset=UTF-8", true)]
    [InlineData(true, "text/plain; charset=iso-8859-1", false)]
    [InlineData(true, "text/html", false)]
    [InlineData(false, "text/plain", false)]
    public void Plain_text_is_JSON_only_where_the_trigger_says_so(bool option, string contentType, bool read)
    {
        var trigger = TriggerOf(null);
        trigger.PlainTextIsJson = option;
        var context = new DefaultHttpContext();
        context.Request.ContentType = contentType;

        var (payload, problem) = TriggerPayload.Read(context, "{\"Type\":\"Notification\"}"u8.ToArray(), trigger);

        Assert.Equal(read, problem is null);
        Assert.Equal(read ? "Notification" : null, payload?.RootElement.GetProperty("Type").GetString());
        Assert.Equal(read ? null : 415, problem?.Status);
    }

    [Theory]
    [InlineData("{\"content\":\"Hi\"}")]
    [InlineData("\uFEFF{\"content\":\"Hi\"}")]
    public void A_reply_of_an_agent_may_begin_with_a_byte_order_mark(string reply) =>
        Assert.Equal("Hi", AgentReply.Parse(Encoding.UTF8.GetBytes(reply), truncated: false).Value);

    private static JsonElement Read(string form, string? preset)
    {
        var context = new DefaultHttpContext();
        context.Request.ContentType = "application/x-www-form-urlencoded";
        var (payload, problem) = TriggerPayload.Read(context, Encoding.UTF8.GetBytes(form), TriggerOf(preset));
        Assert.Null(problem);
        return payload!.RootElement;
    }

    private static void AssertSame(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual), actual.GetRawText());

    private static Trigger TriggerOf(string? preset) => new()
    {
        ProjectNo = 1,
        AgentNo = 1,
        Id = "t",
        Name = "t",
        SignatureVerification = preset is null ? null : $$"""{"preset":"{{preset}}"}""",
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
    };
}
