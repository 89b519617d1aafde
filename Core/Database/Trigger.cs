namespace Webhooks.Core.Database;

/// <summary>A URL that starts an agent.</summary>
public sealed class Trigger
{
    public long TriggerNo { get; init; }

    public required long ProjectNo { get; init; }

    /// <summary>The agent it starts; deleted with it.</summary>
    public required long AgentNo { get; init; }

    /// <summary>The id people use; unique among the agent's triggers.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>Any sender may call it: neither headers nor a signature are required.</summary>
    public bool Open { get; set; }

    /// <summary>JSON Schema of the payload; null = any JSON object.</summary>
    public string? InputSchema { get; set; }

    /// <summary>Storage form of <see cref="Triggers.TriggerTemplate"/>; null = the payload itself is the message.</summary>
    public string? MessageTemplate { get; set; }

    /// <summary>JSON array of hashed headers; null = none is required.</summary>
    public string? HeaderCredentials { get; set; }

    /// <summary>Storage form of <see cref="Triggers.SignatureRule"/>; null = no signature is required.</summary>
    public string? SignatureVerification { get; set; }

    /// <summary>The secret of the signatures, encrypted.</summary>
    public string? ProtectedSecret { get; set; }

    /// <summary>Invocations a minute that one process takes.</summary>
    public int RateLimitPerMinute { get; set; } = 600;

    /// <summary>Bytes of a payload.</summary>
    public int BodyLimitBytes { get; set; } = 256 * 1024;

    /// <summary>Whether a body of type <c>text/plain</c> is read as JSON.</summary>
    public bool PlainTextIsJson { get; set; }

    /// <summary>Ids of the users the agent acts for, one invocation each; empty = one invocation without a user.</summary>
    public List<string> RunAsUserIds { get; set; } = [];

    /// <summary>How much later than the one before it each user's run is due.</summary>
    public int DispatchDelayMs { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
