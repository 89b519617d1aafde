using System.Text.Json;
using Webhooks.Core.Conversations;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Triggers;

/// <summary>The body an agent answers its run with: <c>{"content":"…"}</c>.</summary>
public static class AgentReply
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>The text of the reply, 1 to 100,000 characters; or why there is none, as a phrase after "The reply".</summary>
    /// <param name="body">The body of the answer.</param>
    /// <param name="truncated">Whether the body went on.</param>
    public static Parsed<string> Parse(ReadOnlyMemory<byte> body, bool truncated)
    {
        if (truncated)
        {
            return Parsed<string>.Invalid($"has more than {AttemptResult.MaxResponseBytesRead / 1024} KiB");
        }

        try
        {
            // A byte order mark is no part of JSON, and some servers write one all the same.
            using var document = JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, Options);
            return document.RootElement is { ValueKind: JsonValueKind.Object } json
                && json.TryGetProperty("content", out var content) && content.ValueKind is JsonValueKind.String
                ? OfText(content.GetString()!) // A string has a text.
                : Parsed<string>.Invalid("is no JSON object with a string \"content\"");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter: half of a surrogate pair, or bytes that are not UTF-8, inside of a string.
            return Parsed<string>.Invalid("is not JSON in UTF-8");
        }
    }

    /// <summary>Decides the verdict on an attempt to run an agent from the verdict it would have as a delivery. Pure.</summary>
    /// <returns>The verdict, and the reply when it is <see cref="Verdict.Delivered"/>.</returns>
    public static (Verdict Verdict, string? Reply) Decide(AttemptResult result, Verdict verdict)
    {
        switch (verdict)
        {
            case Verdict.Delivered:
                var reply = Parse(result.ResponseBody, result.ResponseTruncated);
                return reply.IsValid ? (verdict, reply.Value) : (new Verdict.Failed($"The reply {reply.Error}; not retried"), null);
            default:
                return (verdict, null);
        }
    }

    private static Parsed<string> OfText(string text) =>
        string.IsNullOrWhiteSpace(text) ? Parsed<string>.Invalid("is empty")
        : text.Length > NewMessage.MaximumContent ? Parsed<string>.Invalid($"has more than {NewMessage.MaximumContent} characters")
        : text.Contains('\0', StringComparison.Ordinal) ? Parsed<string>.Invalid("has a NUL character")
        : Parsed<string>.Valid(text);
}
