using Webhooks.Contracts;

namespace Webhooks.Tests.Unit.Dashboard.Destinations;

/// <summary>A destination as the Api answers it.</summary>
internal static class SampleDestination
{
    /// <summary>An active one for every agent, whose name is its id in capitals.</summary>
    public static WebhookDestinationResponse Of(string id) => new()
    {
        Id = id,
        Name = id.ToUpperInvariant(),
        Description = null,
        Url = "https://example.com/",
        Enabled = true,
        EventTypes = ["event.created"],
        AgentIds = [],
        Tags = [],
        Headers = null,
        RetryPolicy = RetryPolicySetting.Standard,
        MaxPerSecond = null,
        TimeoutSeconds = null,
        DisabledReason = null,
        CreatedAt = default,
        UpdatedAt = default,
    };
}
