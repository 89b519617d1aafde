using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>Why a request failed; the body of every <c>application/problem+json</c> answer.</summary>
public sealed record ProblemResponse
{
    /// <summary>Stable code, such as <c>not_found</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The code for people, such as <c>Not Found</c>.</summary>
    public required string Title { get; init; }

    /// <summary>HTTP status code, 400 to 599.</summary>
    public required int Status { get; init; }

    /// <summary>The problem with this request, as a sentence.</summary>
    public required string Detail { get; init; }

    /// <summary>Path of the request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Instance { get; init; }

    /// <summary>Identifier of the request, to find it in the logs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestId { get; init; }

    /// <summary>With the code <c>second_factor_required</c>: what to send with the second factor, within five minutes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Continuation { get; init; }

    /// <summary>Code and detail once more, in the shape some clients expect.</summary>
    public required ProblemError Error { get; init; }

    /// <summary>The problems with members of the request body.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemField>? Errors { get; init; }
}

/// <summary>Codes of problems that callers act on.</summary>
public static class ProblemCode
{
    /// <summary>The password was right, and the user has a second factor: no session is open yet.</summary>
    public const string SecondFactorRequired = "second_factor_required";
}

/// <summary>Code and message of a problem.</summary>
/// <param name="Code">Same as <c>code</c> of the problem.</param>
/// <param name="Message">Same as <c>detail</c> of the problem.</param>
public sealed record ProblemError(string Code, string Message);

/// <summary>The problem with one member of a request.</summary>
/// <param name="Pointer">JSON Pointer (RFC 6901) to the member, such as <c>/eventTypes/0</c>.</param>
/// <param name="Detail">What is wrong with it, as a sentence.</param>
[SuppressMessage("Naming", "CA1720", Justification = "The member is named after JSON Pointer, as in RFC 9457.")]
public sealed record ProblemField(string Pointer, string Detail);
