using Webhooks.Client;

namespace Webhooks.Api.Http;

/// <summary>The one rule for times in requests: RFC 3339 with an offset, from 1970 on. Keys of events hold no earlier time.</summary>
internal static class Moments
{
    /// <summary>What is said of anything else.</summary>
    public const string Rule = "must be an RFC 3339 timestamp with an offset, 1970 or later, such as 2026-01-31T09:30:00.000Z";

    /// <summary>The moment; null when the text is none.</summary>
    public static DateTimeOffset? Read(string? text) =>
        Rfc3339.TryParse(text, out var moment) && moment >= DateTimeOffset.UnixEpoch ? moment : null;
}
