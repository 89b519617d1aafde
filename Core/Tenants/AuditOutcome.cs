namespace Webhooks.Core.Tenants;

/// <summary>How what was recorded ended.</summary>
public static class AuditOutcome
{
    /// <summary>Recorded before it was done; stays when the process ended, or the caller went away, before the end was known.</summary>
    public const string Begun = "begun";

    public const string Succeeded = "succeeded";

    /// <summary>The answer was a 4xx: nothing was changed.</summary>
    public const string Refused = "refused";

    /// <summary>The answer was a 5xx.</summary>
    public const string Failed = "failed";

    public static string OfStatus(int status) => status switch
    {
        >= 500 => Failed,
        >= 400 => Refused,
        _ => Succeeded,
    };
}
