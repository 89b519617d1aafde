using System.Runtime.InteropServices;
using System.Text;
using Webhooks.Api.Http;
using Webhooks.Core.Events;

namespace Webhooks.Api.Idempotency;

/// <summary>The header <c>Idempotency-Key</c>: how it is read, and how a route says that it knows it.</summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    /// <summary>Says that an answer is that of an earlier request.</summary>
    public const string Replayed = "Idempotent-Replayed";

    /// <summary>Where problems with the header point to.</summary>
    public const string Pointer = "/" + Name;

    /// <summary>
    /// Headers whose bytes are read one by one, so that those beyond ASCII get a problem that names the header: the server would else
    /// refuse the request without a body, when they are not UTF-8.
    /// </summary>
    private static readonly string[] ReadByteByByte =
        [Name, "webhook-id", "svix-id", "X-GitHub-Delivery", "If-Match", "If-None-Match", "Last-Event-ID"];

    /// <summary>How the server reads a header; null = as it does by itself.</summary>
    public static Encoding? EncodingOf(string header) =>
        ReadByteByByte.Contains(header, StringComparer.OrdinalIgnoreCase) ? Encoding.Latin1 : null;

    /// <summary>
    /// The key of a request; null when it sends none, or an unusable one, which is then among the errors of <paramref name="input"/>.
    /// </summary>
    public static IdempotencyKey? ReadKey(this HttpRequest request, JsonInput input)
    {
        if (!request.Headers.TryGetValue(Name, out var values))
        {
            return null;
        }

        if (values is [{ } value] && IdempotencyKey.IsValid(value))
        {
            return IdempotencyKey.Of(value, request.Path, JsonMarshal.GetRawUtf8Value(input.Json));
        }

        input.Errors.Add(Pointer, $"must be one header of 1 to {IdempotencyKey.MaximumLength} visible ASCII characters, without blanks");
        return null;
    }

    /// <summary>The route does its work once per <c>Idempotency-Key</c>.</summary>
    public static TBuilder WithIdempotencyKey<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithHeader(
            Name,
            "1 to 255 visible ASCII characters. For 72 hours the same request under the same key has no second effect and gets the first "
            + $"answer, with {Replayed}: true; another request under it gets 409.").WithRefusal(StatusCodes.Status409Conflict);
}
