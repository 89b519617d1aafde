using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Webhooks.Api.Http;
using Webhooks.Client;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>Reads and validates what a sender posts to a trigger.</summary>
internal static class TriggerPayload
{
    private const string Form = "application/x-www-form-urlencoded";
    private const int MaximumFields = 1_000;

    // Inside of a run and of the log it is a few levels deeper; readers and writers stop at 64 by default.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 48 };

    /// <summary>
    /// The payload, a JSON object: the body itself; the fields of a form, each a string, or an array of strings when it is there more than
    /// once; an empty object for no body at all.
    /// </summary>
    public static (JsonDocument? Payload, Problem? Problem) Read(HttpContext context, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty && string.IsNullOrEmpty(context.Request.ContentType))
        {
            return JsonBody.ParseObject(context, "{}"u8.ToArray(), Options);
        }

        if (JsonBody.HasJsonContentType(context.Request))
        {
            return JsonBody.ParseObject(context, body, Options);
        }

        return IsForm(context.Request)
            ? ReadForm(context, body)
            : (null, Problems.UnsupportedMediaType());
    }

    /// <summary>What the trigger's schema finds wrong with a payload.</summary>
    public static IReadOnlyList<string> Validate(Trigger trigger, JsonElement payload, PayloadSchemas schemas)
    {
        if (trigger.InputSchema is not { } text)
        {
            return [];
        }

        // Checked when it was saved, but maybe by a version that took more. Until it is saved again no payload is known to fit.
        var compiled = schemas.Find(text);
        return compiled.IsValid
            ? [.. compiled.Schema.Validate(payload).Select(error => Sentence("the payload", error))]
            : [.. compiled.Errors.Select(error => $"the trigger must be saved with another inputSchema: {Sentence("it", error)}")];
    }

    /// <summary>The payload as it is stored and sent: without blanks between its members.</summary>
    public static string TextOf(JsonElement payload) => JsonSerializer.Serialize(payload, WebhooksJson.Options);

    private static string Sentence(string whole, PayloadError error) => $"{(error.Pointer.Length == 0 ? whole : error.Pointer)} {error.Detail}";

    private static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase);

    private static (JsonDocument?, Problem?) ReadForm(HttpContext context, ReadOnlyMemory<byte> body)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body.Span);
            var fields = QueryHelpers.ParseQuery(text);
            if (fields.Count > MaximumFields)
            {
                return (null, Problems.Invalid(string.Empty, $"may have at most {MaximumFields} fields"));
            }

            var members = fields.ToDictionary(field => field.Key, field => field.Value is [var only] ? (object?)only : field.Value.ToArray());
            return JsonBody.ParseObject(context, JsonSerializer.SerializeToUtf8Bytes(members, WebhooksJson.Options), Options);
        }
        catch (Exception exception) when (exception is DecoderFallbackException or InvalidDataException or ArgumentException)
        {
            return (null, Problems.Invalid(string.Empty, "is no form in UTF-8"));
        }
    }
}
