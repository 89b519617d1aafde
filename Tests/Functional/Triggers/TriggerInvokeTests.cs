using System.Net;
using System.Text;
using System.Text.Json;
using Webhooks.Contracts;

namespace Webhooks.Tests.Functional.Triggers;

/// <summary>What the trigger URL answers over real HTTP (seed reference: "Invoke agent via trigger webhook").</summary>
public sealed class TriggerInvokeTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Payload = """{"ref":"main","pusher":{"name":"Ada"}}""";

    [Fact]
    public async Task A_signed_push_opens_a_conversation_with_the_rendered_message()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateAsync(request => request with
        {
            MessageTemplate = "{{pusher.name}} pushed to {{ref}}.",
            SignatureVerification = new SignatureVerificationSetting { Preset = "github", Secret = TriggerScene.GitHubSecret },
        });
        Assert.Null(trigger.Secret);

        var (status, body, _) = await scene.PostAsync(trigger.WebhookUrl, Payload, TriggerScene.GitHubSignature(Payload));

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.True(body.GetProperty("success").GetBoolean());
        var started = Assert.Single(body.GetProperty("invocations").EnumerateArray());
        var invocation = Assert.Single(await scene.InvocationsAsync(trigger));
        Assert.Equal(started.GetProperty("invocationId").GetString(), invocation.Id);
        Assert.Equal(started.GetProperty("conversationId").GetString(), invocation.ConversationId);
        Assert.Equal(InvocationStatus.Success, invocation.Status);
        Assert.Equal("Ada pushed to main.", invocation.Message);
        Assert.Equal(Payload, invocation.Payload?.GetRawText());
        var conversation = await scene.Project.Publisher.GetConversationAsync(invocation.ConversationId);
        Assert.Equal("Ada pushed to main.", Assert.Single(conversation.Messages).Content);
    }

    [Theory]
    [InlineData("standard-webhooks")]
    [InlineData("github")]
    [InlineData("slack")]
    [InlineData("stripe")]
    [InlineData("zendesk")]
    [InlineData("custom")]
    public async Task Each_kind_of_signature_lets_its_sender_in_and_nobody_else(string kind)
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var secret = kind == "standard-webhooks"
            ? "whsec_" + Convert.ToBase64String(Encoding.UTF8.GetBytes("a secret of 24 bytes and more"))
            : "a secret of the sender";
        var trigger = await scene.CreateAsync(request => request with { SignatureVerification = SenderOfKind.SettingOf(kind, secret) });

        var headers = SenderOfKind.Sign(kind, secret, Payload, TimeProvider.System.GetUtcNow());
        var forged = SenderOfKind.Sign(kind, secret[..^1] + (secret[^1] == '0' ? '1' : '0'), Payload, TimeProvider.System.GetUtcNow());
        Assert.Equal(HttpStatusCode.Accepted, (await scene.PostAsync(trigger.WebhookUrl, Payload, headers)).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await scene.PostAsync(trigger.WebhookUrl, Payload.Replace("main", "mair", StringComparison.Ordinal), headers)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await scene.PostAsync(trigger.WebhookUrl, Payload, forged)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await scene.PostAsync(trigger.WebhookUrl, Payload)).Status);
        if (kind != "github")
        {
            var old = SenderOfKind.Sign(kind, secret, Payload, TimeProvider.System.GetUtcNow().AddHours(-1));
            Assert.Equal(HttpStatusCode.Forbidden, (await scene.PostAsync(trigger.WebhookUrl, Payload, old)).Status);

            // Recorded and sent again: known by its id, or by what was signed.
            Assert.Equal(HttpStatusCode.Accepted, (await scene.PostAsync(trigger.WebhookUrl, Payload, headers)).Status);
        }

        Assert.Single(await scene.InvocationsAsync(trigger));
    }

    [Fact]
    public async Task A_header_lets_in_who_knows_its_value()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateAsync(request => request with
        {
            Authentication = new SetTriggerAuthentication
            {
                Headers = [new SetTriggerHeader("X-Pass", "open sesame, please"), new SetTriggerHeader("X-Api-Key", "short")],
            },
        });
        Assert.Equal([new TriggerHeader("X-Pass", "open"), new TriggerHeader("X-Api-Key", null)], trigger.Authentication.Headers);

        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(("X-Pass", "open sesame, please"), ("x-api-key", "short")));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync());
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(("X-Pass", "open sesame"), ("X-Api-Key", "short")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(("X-Pass", "open sesame, please"), ("X-Api-Key", "Short")));

        async Task<HttpStatusCode> StatusAsync(params (string, string)[] headers) =>
            (await scene.PostAsync(trigger.WebhookUrl, Payload, headers)).Status;
    }

    [Fact]
    public async Task Who_cannot_authenticate_learns_nothing_of_what_exists()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var real = await scene.CreateGitHubAsync();
        var disabled = await scene.CreateGitHubAsync();
        await scene.UpdateAsync(disabled, new UpdateTriggerRequest { Enabled = false });
        var url = real.WebhookUrl;
        string[] urls =
        [
            url, disabled.WebhookUrl, url + "x", url.Replace(TriggerScene.AgentId, "nobody", StringComparison.Ordinal),
            url.Replace(
                scene.Project.TenantId, "no-such-tenant", StringComparison.Ordinal), url.Replace("/main/", "/other/",
                StringComparison.Ordinal),
            url.Replace("/main/", "/NOT_AN_ID/", StringComparison.Ordinal),
        ];

        foreach (var headers in new (string, string)[][] { [], [TriggerScene.GitHubSignature(Payload, "wrong")], [("Authorization", "Bearer x")] })
        {
            var answers = new HashSet<string>();
            foreach (var each in urls)
            {
                var (status, body, response) = await scene.PostAsync(each, Payload, headers);
                Assert.Equal(headers.Length == 0 ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden, status);
                answers.Add($"{body} {string.Join(',', response.Headers.Select(header => header.Key))}");
            }

            Assert.Single(answers);
        }

        var (known, error, _) = await scene.PostAsync(disabled.WebhookUrl, Payload, TriggerScene.GitHubSignature(Payload));
        Assert.Equal((HttpStatusCode.NotFound, "The trigger is disabled."), (known, error.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_payload_that_the_schema_refuses_is_400_with_what_is_wrong()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync(request => request with
        {
            InputSchema =
                JsonSerializer.Deserialize<JsonElement>("""{"type":"object","required":["ref"],"properties":{"ref":{"type":"string"}}}"""),
        });

        var (status, body, _) = await scene.PostAsync(trigger.WebhookUrl, """{"ref":1}""");

        Assert.Equal((HttpStatusCode.BadRequest, "Payload validation failed"), (status, body.GetProperty("error").GetString()));
        Assert.StartsWith(
            "/ref ", Assert.Single(body.GetProperty("validationErrors").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Empty(await scene.InvocationsAsync(trigger));
        Assert.Equal(HttpStatusCode.Accepted, (await scene.PostAsync(trigger.WebhookUrl, """{"ref":"main"}""")).Status);
    }

    [Theory]
    [InlineData("""{"a":""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[1]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"ref":"\ud800"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("<ref/>", "text/xml", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("""{"other":1}""", "application/json", HttpStatusCode.UnprocessableEntity)]
    public async Task What_cannot_be_read_is_refused_with_a_plain_error(string body, string contentType, HttpStatusCode expected)
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync(request => request with { MessageTemplate = "{{ref}}" });

        var (status, answer, response) = await scene.PostAsync(trigger.WebhookUrl, body, ("Content-Type", contentType));

        Assert.Equal(expected, status);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["error"], answer.EnumerateObject().Select(member => member.Name));
        Assert.Empty(await scene.InvocationsAsync(trigger));
    }

    [Fact]
    public async Task A_payload_over_the_limit_is_413_and_one_invocation_too_many_is_429()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync(request => request with { BodyLimitBytes = 1_024, RateLimitPerMinute = 3 });

        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await scene.PostAsync(trigger.WebhookUrl, $$"""{"a":"{{new string('x', 1_100)}}"}""")).Status);
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge, (await scene.PostAsync(trigger.WebhookUrl + "x", new string('x', 1_100_000))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await scene.PostAsync(trigger.WebhookUrl, Payload)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await scene.PostAsync(trigger.WebhookUrl, Payload)).Status);
        var (status, body, response) = await scene.PostAsync(trigger.WebhookUrl, Payload);
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.StartsWith(
            "The trigger takes 3 invocations a minute; try again in ", body.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.True(response.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_message_of_Amazon_SNS_is_read_once_the_trigger_takes_plain_text()
    {
        const string Message =
            """{"Type":"Notification","MessageId":"22b80b92","TopicArn":"arn:aws:sns:eu-west-1:123456789012:orders","Message":"shipped"}""";
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync(request => request with { MessageTemplate = "{{Message}}" });

        var before = await scene.PostAsync(trigger.WebhookUrl, Message, ("Content-Type", "text/plain; charset=UTF-8"));
        var changed = await scene.UpdateAsync(trigger, new UpdateTriggerRequest { PlainTextIsJson = true });
        var after = await scene.PostAsync(trigger.WebhookUrl, Message, ("Content-Type", "text/plain; charset=UTF-8"));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.Accepted), (before.Status, after.Status));
        Assert.True(changed.PlainTextIsJson);
        Assert.Equal("shipped", Assert.Single(await scene.InvocationsAsync(trigger)).Message);
    }

    [Fact]
    public async Task A_form_is_an_object_of_its_fields()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync(request => request with { MessageTemplate = "{{command}} {{tag.1}}" });

        var (status, _, _) = await scene.PostAsync(
            trigger.WebhookUrl, "command=%2Fask&text=&tag=a&tag=b+c", ("Content-Type", "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.Accepted, status);
        var invocation = Assert.Single(await scene.InvocationsAsync(trigger));
        Assert.Equal("/ask b c", invocation.Message);
        Assert.Equal("""{"command":"/ask","text":"","tag":["a","b c"]}""", invocation.Payload?.GetRawText());
    }

    [Fact]
    public async Task A_NUL_character_of_a_payload_is_no_obstacle()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateOpenAsync(request => request with { MessageTemplate = "{{ref}}" });

        var (status, _, _) = await scene.PostAsync(trigger.WebhookUrl, """{"ref":"a\u0000b"}""");

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal("a\uFFFDb", Assert.Single(await scene.InvocationsAsync(trigger)).Message);
    }

    [Fact]
    public async Task A_repeat_is_answered_with_the_first_invocation()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateGitHubAsync();
        var signature = TriggerScene.GitHubSignature(Payload);

        var first = await scene.PostAsync(trigger.WebhookUrl, Payload, signature, ("X-GitHub-Delivery", "d-1"));
        var again = await scene.PostAsync(trigger.WebhookUrl, Payload, signature, ("X-GitHub-Delivery", "d-1"));
        var other = await scene.PostAsync(trigger.WebhookUrl, Payload, signature, ("X-GitHub-Delivery", "d-2"));
        var keyed = await scene.PostAsync(trigger.WebhookUrl, Payload, signature, ("Idempotency-Key", "k-1"));
        var keyedAgain = await scene.PostAsync(trigger.WebhookUrl, Payload, signature, ("Idempotency-Key", "k-1"));
        var reused = await scene.PostAsync(trigger.WebhookUrl, "{}", TriggerScene.GitHubSignature("{}"), ("Idempotency-Key", "k-1"));

        Assert.Equal(HttpStatusCode.Accepted, again.Status);
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal("true", again.Response.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.NotEqual(first.Body.GetRawText(), other.Body.GetRawText());
        Assert.Equal(keyed.Body.GetRawText(), keyedAgain.Body.GetRawText());
        Assert.Equal(HttpStatusCode.Conflict, reused.Status);
        Assert.Equal(3, (await scene.InvocationsAsync(trigger)).Count);
    }

    [Fact]
    public async Task Repeats_that_arrive_at_once_start_the_agent_once()
    {
        var scene = await TriggerScene.CreateAsync(application.App);
        var trigger = await scene.CreateGitHubAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            scene.PostAsync(trigger.WebhookUrl, Payload, TriggerScene.GitHubSignature(Payload), ("X-GitHub-Delivery", "d-1"))));

        Assert.Single(answers.Select(answer => answer.Body.GetRawText()).Distinct());
        Assert.Single(await scene.InvocationsAsync(trigger));
    }
}
