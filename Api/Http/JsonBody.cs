using System.Buffers;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Webhooks.Api.Http;

/// <summary>
/// The JSON object a request carries, or why there is none. Read here and not by the framework, so that a wrong media type, a body that
/// is too large and malformed JSON are distinguished and answered alike on every route.
/// </summary>
public sealed class JsonBody
{
    private readonly JsonDocument? document;
    private readonly BodyShape? shape;

    private JsonBody(JsonDocument? document, Problem? problem, BodyShape? shape = null)
    {
        this.document = document;
        this.shape = shape;
        Problem = problem;
    }

    /// <summary>Why there is no body to read; the filter <see cref="RefuseUnreadable"/> answers with it before a handler runs.</summary>
    internal Problem? Problem { get; }

    /// <summary>
    /// The object's members. Those that the route's contract does not have, and nulls where it takes none, are among the errors already.
    /// </summary>
    internal JsonInput Read()
    {
        var json = document?.RootElement ?? throw new InvalidOperationException("An unreadable body is refused before the handler runs.");
        var errors = new InputErrors();
        shape?.Check(json, string.Empty, errors);
        return new JsonInput(json, string.Empty, errors, shape);
    }

    /// <summary>Called by the framework for a handler's parameter of this type.</summary>
    public static async ValueTask<JsonBody> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<OptionalBody>() is not null && IsAbsent(context.Request))
        {
            return Parse(context, "{}"u8.ToArray());
        }

        if (!HasJsonContentType(context.Request))
        {
            return new JsonBody(null, Problems.UnsupportedMediaType());
        }

        if (IsEncoded(context.Request))
        {
            return new JsonBody(null, Problems.UnsupportedEncoding());
        }

        var limits = context.RequestServices.GetRequiredService<LimitsOptions>();
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<EventBody>() is null ? limits.RequestBytes : limits.EventBytes;
        return await TryReadAsync(context, limit) is { } body ? Parse(context, body) : new JsonBody(null, Problems.TooLarge(limit));
    }

    /// <summary>The exact bytes of a request's body; null = they are more than the limit.</summary>
    internal static async Task<ReadOnlyMemory<byte>?> TryReadAsync(HttpContext context, long limit)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        if (context.Request.ContentLength > limit || !await ReadAsync(context, buffer, limit))
        {
            return null;
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The JSON object that bytes are, disposed with the request; or why they are none.</summary>
    internal static (JsonDocument? Document, Problem? Problem) ParseObject(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        var text = JsonBytes.WithoutMark(bytes);
        try
        {
            var document = JsonDocument.Parse(text, JsonBytes.Options);
            context.Response.RegisterForDispose(document);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return (null, Problems.Invalid(string.Empty, "must be a JSON object"));
            }

            return JsonText.FindUnreadable(document.RootElement) is { } pointer
                ? (null, Problems.Invalid(pointer, "must be Unicode text in UTF-8; it has half of a surrogate pair or a byte that is none"))
                : (document, null);
        }
        catch (JsonException exception)
        {
            return (null, Problems.Invalid(string.Empty, JsonBytes.Describe(text.Span, exception)));
        }
    }

    /// <summary>Answers with the problem of an unreadable body.</summary>
    internal static async ValueTask<object?> RefuseUnreadable(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var argument in context.Arguments)
        {
            if (argument is JsonBody { Problem: { } problem })
            {
                return problem;
            }
        }

        return await next(context);
    }

    private static bool IsAbsent(HttpRequest request) =>
        string.IsNullOrEmpty(request.ContentType) && request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0;

    /// <summary>Whether the body is compressed or encoded in another way; <c>identity</c> means that it is not.</summary>
    internal static bool IsEncoded(HttpRequest request) =>
        request.Headers.ContentEncoding.Any(encoding =>
            !string.IsNullOrWhiteSpace(encoding) && !encoding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase));

    internal static bool HasJsonContentType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var mediaType)
        && (mediaType.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            || mediaType.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
        && IsUtf8(mediaType);

    /// <summary>Whether text is in UTF-8, as it is when nothing is said.</summary>
    internal static bool IsUtf8(MediaTypeHeaderValue mediaType) =>
        !mediaType.Charset.HasValue || mediaType.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || mediaType.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);

    private static async Task<bool> ReadAsync(HttpContext context, ArrayBufferWriter<byte> buffer, long limit)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            if (buffer.WrittenCount + result.Buffer.Length > limit)
            {
                reader.AdvanceTo(result.Buffer.End);
                return false;
            }

            foreach (var segment in result.Buffer)
            {
                buffer.Write(segment.Span);
            }

            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return true;
            }
        }
    }

    private static JsonBody Parse(HttpContext context, ReadOnlyMemory<byte> bytes)
    {
        var (document, problem) = ParseObject(context, bytes);
        return new JsonBody(document, problem, context.GetEndpoint()?.Metadata.GetMetadata<DocumentedBody>()?.Shape);
    }
}

/// <summary>No body at all means an empty object on this route.</summary>
internal sealed record OptionalBody;

/// <summary>The body is one event, which has a limit of its own.</summary>
internal sealed record EventBody;
