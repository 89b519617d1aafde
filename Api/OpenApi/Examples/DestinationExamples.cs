using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

internal static class DestinationExamples
{
    public const string DestinationId = "resource_789";
    public const string DestinationUrl = "https://crm.example.com/webhooks";

    private static readonly string[] DestinationEventTypes = ["conversation.created", "feedback.created"];

    public static object[] All { get; } =
    [
        new DestinationHealthResponse
        {
            State = "open",
            Since = Examples.Then.AddSeconds(-12),
            OpenUntil = Examples.Then.AddSeconds(18),
            DeliveredLately = 2,
            FailedLately = 31,
            ConsecutiveFailures = 31,
            InFlight = 0,
            Concurrency = 2,
        },
        new WebhookDestinationResponse
        {
            Id = DestinationId,
            Name = "CRM sync",
            Description = "Keeps the CRM up to date",
            Url = DestinationUrl,
            Enabled = true,
            EventTypes = DestinationEventTypes,
            AgentIds = [Examples.AgentId],
            Tags = ["crm", "production"],
            Headers = new Dictionary<string, string> { ["X-Api-Key"] = "********" },
            RetryPolicy = RetryPolicySetting.Standard,
            MaxPerSecond = 50,
            TimeoutSeconds = 30,
            DisabledReason = null,
            CreatedAt = Examples.Then,
            UpdatedAt = Examples.Then,
        },
        new CreateWebhookDestinationRequest("CRM sync", DestinationUrl, DestinationEventTypes)
        {
            Description = "Keeps the CRM up to date",
            AgentIds = [Examples.AgentId],
            Headers = new Dictionary<string, string> { ["X-Api-Key"] = "a-key-of-the-receiver" },
            RetryPolicy = RetryPolicySetting.Persistent,
        },
        new UpdateWebhookDestinationRequest { Enabled = false, Description = null, RetryPolicy = RetryPolicySetting.Waits(5, 60, 600) },
        new TestResponse(Success: true, StatusCode: 200),
        new RotateSecretRequest(OverlapHours: 24),
        new DestinationSecretsResponse(
        [
            new DestinationSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Examples.Then),
            new DestinationSecret("whsec_plJ3nmyCDGBKInavdOK15jsl", Examples.Then.AddDays(-90), Examples.Then.AddDays(1)),
        ]),
    ];
}
