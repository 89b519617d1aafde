using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

internal static class TriggerExamples
{
    private const string TriggerId = "push";
    private const string InvocationId = "inv_019a2b3c4d5e7f8091a2b3c4d5e6f708";
    private const string ConversationId = "conv_abc123";
    private const string Template = "{{pusher.name}} pushed to {{repository.full_name}}.";
    private const string Message = "ada pushed to acme/shop.";

    public static object[] All { get; } =
    [
        new CreateTriggerRequest("Push")
        {
            Id = TriggerId,
            InputSchema = Examples.Json("""{"type":"object","required":["repository"]}"""),
            MessageTemplate = Template,
            SignatureVerification = new SignatureVerificationSetting { Preset = "github", Secret = "It's a Secret to Everybody" },
            DispatchDelayMs = 1_000,
        },
        new UpdateTriggerRequest
        {
            Enabled = true,
            Authentication = new SetTriggerAuthentication { Headers = [new SetTriggerHeader("X-Api-Key", "a-key-that-the-sender-knows")] },
        },
        new TriggerResponse
        {
            Id = TriggerId,
            AgentId = Examples.AgentId,
            Name = "Push",
            Description = null,
            Enabled = true,
            WebhookUrl = "https://webhooks.example.com/run/tenants/tenant_123/projects/project-456/agents/sales/triggers/push",
            InputSchema = Examples.Json("""{"type":"object","required":["repository"]}"""),
            MessageTemplate = Template,
            Authentication = new TriggerAuthentication { Headers = [new TriggerHeader("X-Api-Key", "a-ke")] },
            SignatureVerification = new SignatureVerificationSetting { Preset = "github" },
            RateLimitPerMinute = 600,
            BodyLimitBytes = 262_144,
            PlainTextIsJson = false,
            RunAsUserIds = [],
            DispatchDelayMs = 1_000,
            CreatedAt = Examples.Then,
            UpdatedAt = Examples.Then,
        },
        new TriggerSecretResponse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        new InvokeTriggerRequest
        {
            Members =
            {
                ["repository"] = Examples.Json("""{"full_name":"acme/shop"}"""),
                ["pusher"] = Examples.Json("""{"name":"ada"}"""),
            },
        },
        new InvokeTriggerResponse(true, [new StartedInvocation(InvocationId, ConversationId, null)]),
        new TriggerChallenge("3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkYFXO7tYXAYM8P"),
        new InvokeTriggerError("Payload validation failed", ["the payload must have the member repository"]),
        new RerunTriggerRequest { InvocationId = InvocationId },
        new RerunInvocationRequest("Look at the push once more."),
        new InvocationResponse
        {
            Id = InvocationId,
            TriggerId = TriggerId,
            AgentId = Examples.AgentId,
            ConversationId = ConversationId,
            RunAsUserId = null,
            Status = InvocationStatus.Success,
            Reason = null,
            DueAt = Examples.Then,
            RerunOf = null,
            CreatedAt = Examples.Then,
            FinishedAt = Examples.Then.AddSeconds(2),
        },
        new InvocationDetailResponse
        {
            Id = InvocationId,
            TriggerId = TriggerId,
            AgentId = Examples.AgentId,
            ConversationId = ConversationId,
            RunAsUserId = null,
            Status = InvocationStatus.Success,
            Reason = null,
            DueAt = Examples.Then,
            RerunOf = null,
            CreatedAt = Examples.Then,
            FinishedAt = Examples.Then.AddSeconds(2),
            Payload = Examples.Json("""{"repository":{"full_name":"acme/shop"},"pusher":{"name":"ada"}}"""),
            Message = Message,
            Attempts =
            [
                new AttemptResponse
                {
                    Number = 1,
                    StartedAt = Examples.Then,
                    DurationMs = 1_850,
                    StatusCode = 200,
                    Verdict = "delivered",
                    Timings = new AttemptTimings { FirstByteMs = 1_849, TotalMs = 1_850 },
                    ResponseBody = """{"content":"Thank you, Ada."}""",
                },
            ],
        },
    ];
}
