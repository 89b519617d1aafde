namespace Webhooks.Core.History;

/// <summary>A delivery as people see it, wherever it is stored. Status and failure class are those of the last recorded attempt.</summary>
public sealed record DeliveryRow(
    Guid EventKey, long DestinationNo, string EventId, string EventType, string DestinationId, string? AgentId, string State, string? Reason,
    int AttemptCount, DateTimeOffset? NextAttemptAt, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, int? StatusCode = null,
    string? FailureClass = null);

/// <summary>A recorded attempt.</summary>
public sealed record AttemptRow(
    int Number, DateTimeOffset StartedAt, double DurationMs, int? StatusCode, string Verdict, string? FailureClass, string? Error,
    DateTimeOffset? NextAttemptAt, double? DnsMs, double? ConnectMs, double? TlsMs, double? FirstByteMs, byte[] ResponseBody, double? RepeatMs = null);

/// <summary>A delivery and its recorded attempts, first to last, as of the same moment.</summary>
public sealed record DeliveryWithAttempts(DeliveryRow Delivery, IReadOnlyList<AttemptRow> Attempts);
