using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>A destination: an URL that is told of events.</summary>
public sealed record WebhookDestinationResponse
{
    /// <summary>Identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Name shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>Its purpose; <see langword="null"/> when none was given.</summary>
    public required string? Description { get; init; }

    /// <summary>Where events are posted.</summary>
    public required string Url { get; init; }

    /// <summary>Whether it gets deliveries now; while it does not, they are held.</summary>
    public required bool Enabled { get; init; }

    /// <summary>The event types it is told of.</summary>
    public required IReadOnlyList<string> EventTypes { get; init; }

    /// <summary>The agents it is told about; empty means all.</summary>
    public required IReadOnlyList<string> AgentIds { get; init; }

    /// <summary>Labels to find and group destinations by; without effect on deliveries.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Headers added to each request; their values are masked for those who may not edit.</summary>
    public required IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>When a failed attempt is made again.</summary>
    public required RetryPolicySetting RetryPolicy { get; init; }

    /// <summary>Deliveries a second at most, over all workers; <see langword="null"/> = no limit.</summary>
    public required double? MaxPerSecond { get; init; }

    /// <summary>Seconds allowed for one attempt, response body included; <see langword="null"/> = the service's default, 30.</summary>
    public required int? TimeoutSeconds { get; init; }

    /// <summary>Why the service disabled it; <see langword="null"/> when it did not.</summary>
    public required string? DisabledReason { get; init; }

    /// <summary>
    /// In lists, while its breaker is open: from then on one delivery is tried; absent otherwise. One destination's health tells more.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? OpenUntil { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// Names this state of the destination, for <c>ifMatch</c> of a later change; from the header, so <see langword="null"/> in lists.
    /// </summary>
    [JsonIgnore]
    public string? ETag { get; init; }
}

/// <summary>Which destinations to list. What is left out does not filter.</summary>
public sealed record WebhookDestinationFilter
{
    /// <summary>Only those told about this agent, which includes those told about all.</summary>
    public string? AgentId { get; init; }

    /// <summary>Only those that get deliveries now, or only those that are paused.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Only those told of this event type.</summary>
    public string? EventType { get; init; }

    /// <summary>Text in the name, description, URL, id or a tag, whatever its case; at most 255 characters.</summary>
    public string? Search { get; init; }

    /// <summary>One of <see cref="WebhookDestinationSort"/>; the newest first when left out.</summary>
    public string? Sort { get; init; }
}

/// <summary>In which order destinations are listed.</summary>
public static class WebhookDestinationSort
{
    /// <summary>The newest first.</summary>
    public const string Newest = "newest";

    /// <summary>The oldest first.</summary>
    public const string Oldest = "oldest";

    /// <summary>By name, from A to Z.</summary>
    public const string Name = "name";

    /// <summary>By name, from Z to A.</summary>
    public const string NameDescending = "-name";

    /// <summary>The last changed first.</summary>
    public const string Changed = "changed";

    /// <summary>All orders.</summary>
    public static IReadOnlyList<string> All { get; } = [Newest, Oldest, Name, NameDescending, Changed];
}

/// <summary>Creates a destination.</summary>
/// <param name="Name">Name shown to people, not empty.</param>
/// <param name="Url">Absolute http or https URL.</param>
/// <param name="EventTypes">At least one event type.</param>
public sealed record CreateWebhookDestinationRequest(
    [property: Text(255)] string Name,
    [property: Text(FieldLimits.Url, IsUrl = true)] string Url,
    [property: Length(1, 100), OneOf(typeof(EventTypes))] IReadOnlyList<string> EventTypes)
{
    /// <summary>Identifier, 1 to 255 of letters, digits, <c>-</c>, <c>_</c> and <c>.</c>; made up when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255, Pattern = IdPattern.Resource)]
    public string? Id { get; init; }

    /// <summary>Its purpose.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(4_000, MayBeEmpty = true)]
    public string? Description { get; init; }

    /// <summary>Whether it gets deliveries; <see langword="true"/> when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    public bool? Enabled { get; init; }

    /// <summary>The agents it is told about; all when empty or left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    [Length(0, 1_000)]
    [Text(255)]
    public IReadOnlyList<string>? AgentIds { get; init; }

    /// <summary>Up to 20 labels of 1 to 50 characters to find and group destinations by; none when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    [Length(0, 20)]
    [Text(50)]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Headers added to each request. Names the service itself sets are refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>When a failed attempt is made again; <see cref="RetryPolicySetting.Standard"/> when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [NeverNull]
    public RetryPolicySetting? RetryPolicy { get; init; }

    /// <summary>Deliveries a second at most, over all workers, 0.1 to 10,000; no limit when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Range(0.1, 10_000)]
    public double? MaxPerSecond { get; init; }

    /// <summary>Seconds allowed for one attempt, response body included, 1 to 60; 30 when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Range(1, FieldLimits.TimeoutSeconds)]
    public int? TimeoutSeconds { get; init; }
}

/// <summary>Changes a destination. Only the members that are set are sent, and only they change.</summary>
[RulesOf(typeof(CreateWebhookDestinationRequest))]
public sealed record UpdateWebhookDestinationRequest
{
    /// <summary>Name shown to people, not empty.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Name { get; init; }

    /// <summary>Absolute http or https URL; deliveries that are waiting go there too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string> Url { get; init; }

    /// <summary>At least one event type.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<string>> EventTypes { get; init; }

    /// <summary>Its purpose; <see langword="null"/> removes it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<string?> Description { get; init; }

    /// <summary>Whether it gets deliveries.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<bool> Enabled { get; init; }

    /// <summary>The agents it is told about; empty for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<string>> AgentIds { get; init; }

    /// <summary>Labels in place of those stored; empty removes them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyList<string>> Tags { get; init; }

    /// <summary>
    /// Headers added to each request, in place of those stored; <see langword="null"/> removes them. A value that was read masked
    /// (<c>********</c>) and is sent back keeps what is stored under that name.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<IReadOnlyDictionary<string, string>?> Headers { get; init; }

    /// <summary>When a failed attempt is made again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<RetryPolicySetting> RetryPolicy { get; init; }

    /// <summary>Deliveries a second at most, over all workers, 0.1 to 10,000; <see langword="null"/> removes the limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<double?> MaxPerSecond { get; init; }

    /// <summary>Seconds allowed for one attempt, response body included, 1 to 60; <see langword="null"/> = the service's default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Optional<int?> TimeoutSeconds { get; init; }
}

/// <summary>The signing secrets of a destination, newest first. Each request carries one signature per live secret.</summary>
/// <param name="Secrets">1 to 5 secrets.</param>
public sealed record DestinationSecretsResponse(IReadOnlyList<DestinationSecret> Secrets);

/// <summary>A signing secret.</summary>
/// <param name="Secret"><c>whsec_</c> and base64.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ceases to sign; absent for the newest.</param>
public sealed record DestinationSecret(
    string Secret,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? ExpiresAt = null);

/// <summary>Makes a new signing secret.</summary>
/// <param name="OverlapHours">How many hours the secrets before it go on signing, 0 to 168; 24 when left out.</param>
/// <param name="OlderFirst">
/// Whether the signatures of the secrets before it come first meanwhile, for receivers that look at the first signature only; such a
/// receiver changes its secret when the overlap ends.
/// </param>
public sealed record RotateSecretRequest(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Range(0, 168)] int? OverlapHours = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OlderFirst = false);

/// <summary>The answer of a destination to a test event.</summary>
/// <param name="Success">Whether it answered 2xx.</param>
/// <param name="StatusCode">HTTP status code; absent when no answer came.</param>
/// <param name="Error">What went wrong; absent on success.</param>
public sealed record TestResponse(
    bool Success,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? StatusCode = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Error = null)
{
    /// <summary>How long it took, in milliseconds; only when details were asked for, as is all that follows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? DurationMs { get; init; }

    /// <summary>Kind of failure: timeout, dns, connect, tls, reset, http, blocked or too_large; absent when an answer came.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FailureClass { get; init; }

    /// <summary>Where the time went.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AttemptTimings? Timings { get; init; }

    /// <summary>Beginning of the answer's body, at most 16 KiB; absent when it had none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResponseBody { get; init; }
}
