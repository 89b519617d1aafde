using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>A record of one action: who did what, when, from where, and how it ended.</summary>
public sealed record AuditRecordResponse
{
    /// <summary>Identifier, <c>aud_…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The actor that did it: a caller, or the service itself.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>Name of the operation as in the OpenAPI document, such as <c>CreateWebhookDestination</c>; also <c>SignIn</c>,
    /// <c>UseApiKey</c>, and by the
    /// service itself <c>WarnOfDisabling</c> and <c>DisableWebhookDestination</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The resource it was done to; absent when the action says it all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AuditResource? Resource { get; init; }

    /// <summary>The tenant; absent for what belongs to none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TenantId { get; init; }

    /// <summary>The project; absent for what belongs to the whole tenant.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ProjectId { get; init; }

    /// <summary>
    /// <c>succeeded</c>, <c>refused</c> (nothing was changed), <c>failed</c>, or <c>begun</c>: it is not known how it ended.
    /// </summary>
    public required string Outcome { get; init; }

    /// <summary>HTTP status of the answer; absent when it is not known or there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? StatusCode { get; init; }

    /// <summary>IP address the request came from; absent when that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RemoteAddress { get; init; }

    /// <summary>The program that made it, as it calls itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UserAgent { get; init; }

    /// <summary>The <c>X-Request-Id</c> of the answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }

    /// <summary>
    /// How many tries from that address within that minute it stands for; only for those who could not prove who they are.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Tries { get; init; }
}

/// <summary>The actor that did something: a caller, or the service itself.</summary>
/// <param name="Kind"><c>key</c>, <c>user</c>, <c>service</c> (the service itself) or <c>nobody</c> (who could not prove who they
/// are).</param>
/// <param name="Id">Identifier of the API key or user; absent for nobody and the service.</param>
/// <param name="Name">Name of the API key, or e-mail address of the user, at that time; absent for nobody and the service.</param>
public sealed record AuditActor(
    string Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name);

/// <summary>The resource that something was done to.</summary>
/// <param name="Kind">Such as <c>webhook-destinations</c>.</param>
/// <param name="Id">Identifier; absent when the request named none.</param>
public sealed record AuditResource(string Kind, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id);

/// <summary>Which audit records to list; what is left out does not matter.</summary>
public sealed record AuditFilter
{
    /// <summary>Identifier of an API key or user.</summary>
    public string? ActorId { get; init; }

    /// <summary>Name of an operation.</summary>
    public string? Action { get; init; }

    /// <summary>A project.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Not older than this.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Older than this.</summary>
    public DateTimeOffset? To { get; init; }
}
