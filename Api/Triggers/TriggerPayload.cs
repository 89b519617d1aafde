using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Triggers;

/// <summary>Reads and validates what a sender posts to a trigger.</summary>
internal static class TriggerPayload
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string PlainText = "text/plain";
    private const int MaximumFields = 1_000;

    /// <summary>
    /// The payload, a JSON object: the body itself, as plain text too when the trigger says so; the fields of a form, each a string, or an
    /// array of strings when it is there more than once; an empty object for no body at all. GitHub's forms have one field, <c>payload</c>,
    /// which is the payload as JSON.
    /// </summary>
    public static (JsonDocument? Payload, Problem? Problem) Read(HttpContext context, ReadOnlyMemory<byte> body, Trigger trigger)
    {
        if (JsonBody.IsEncoded(context.Request))
        {
            return (null, Problems.UnsupportedEncoding());
        }

        if (body.IsEmpty && string.IsNullOrEmpty(context.Request.ContentType))
        {
            return JsonBody.ParseObject(context, "{}"u8.ToArray());
        }

        if (JsonBody.HasJsonContentType(context.Request) || (trigger.PlainTextIsJson && IsUtf8Text(context.Request)))
        {
            return JsonBody.ParseObject(context, body);
        }

        return IsOf(Form, context.Request)
            ? ReadForm(context, body, trigger)
            : (null, Problems.UnsupportedMediaType());
    }

    /// <summary>Checks a payload against the trigger's schema.</summary>
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

    /// <summary>
    /// Slack's question to a new URL, answered with the same text: <c>url_verification</c>; null = the payload is no such question.
    /// </summary>
    public static string? FindChallenge(Trigger trigger, JsonElement payload) =>
        payload.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String && type.ValueEquals("url_verification")
        && payload.TryGetProperty("challenge", out var challenge) && challenge.ValueKind is JsonValueKind.String
        && PresetOf(trigger) == SignaturePresets.Slack
            ? challenge.GetString()
            : null;

    private static string? PresetOf(Trigger trigger) => TriggerCredentials.SignatureOf(trigger)?.Preset;

    private static string Sentence(string whole, PayloadError error) =>
        $"{(error.Pointer.Length == 0 ? whole : error.Pointer)} {error.Detail}";

    private static bool IsOf(string mediaType, HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);

    private static bool IsUtf8Text(HttpRequest request) =>
        IsOf(PlainText, request) && JsonBody.IsUtf8(MediaTypeHeaderValue.Parse(request.ContentType));

    /// <summary>The fields by name; names that differ in case are different, as they are in JSON.</summary>
    private static Dictionary<string, List<string>> FieldsOf(string form)
    {
        var fields = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pair in new QueryStringEnumerable(form))
        {
            var name = pair.DecodeName().ToString();
            if (!fields.TryGetValue(name, out var values))
            {
                fields[name] = values = [];
            }

            values.Add(pair.DecodeValue().ToString());
        }

        return fields;
    }

    private static (JsonDocument?, Problem?) ReadForm(HttpContext context, ReadOnlyMemory<byte> body, Trigger trigger)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(JsonBytes.WithoutMark(body).Span);
            var fields = FieldsOf(text);
            if (fields.Count > MaximumFields)
            {
                return (null, Problems.Invalid(string.Empty, $"may have at most {MaximumFields} fields"));
            }

            if (fields.Count == 1 && fields.TryGetValue("payload", out var packed) && packed is [var json]
                && PresetOf(trigger) == SignaturePresets.GitHub)
            {
                return JsonBody.ParseObject(context, Encoding.UTF8.GetBytes(json));
            }

            var members = fields.ToDictionary(field => field.Key, field => field.Value is [var only] ? (object)only : field.Value);
            return JsonBody.ParseObject(context, JsonSerializer.SerializeToUtf8Bytes(members, WebhooksJson.Options));
        }
        catch (Exception exception) when (exception is DecoderFallbackException or InvalidDataException or ArgumentException)
        {
            return (null, Problems.Invalid(string.Empty, "is no form in UTF-8"));
        }
    }
}
