using System.Runtime.InteropServices;
using Webhooks.Api.Http;
using Webhooks.Core.Idempotency;

namespace Webhooks.Api.Idempotency;

/// <summary>Reads the header <c>Idempotency-Key</c>.</summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";

    /// <summary>Says that an answer is that of an earlier request.</summary>
    public const string Replayed = "Idempotent-Replayed";

    /// <summary>Where problems with the header point to.</summary>
    public const string Pointer = "/" + Name;

    /// <summary>The key of a request; null when it sends none, or an unusable one, which is then among the errors of <paramref name="input"/>.</summary>
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
}
