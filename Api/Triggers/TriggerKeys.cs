using System.Globalization;
using System.Security.Cryptography;
using Webhooks.Api.Idempotency;
using Webhooks.Core.Database;
using Webhooks.Core.Events;

namespace Webhooks.Api.Triggers;

/// <summary>By what a repeat of a request to a trigger is known.</summary>
internal static class TriggerKeys
{
    private static readonly byte[] AnyBody = SHA256.HashData([]);

    /// <summary>
    /// The header <c>Idempotency-Key</c>, or else the sender's own id of the delivery: that one means the same delivery whatever its body
    /// is, because senders may write a repeat anew. Null = the request has neither.
    /// </summary>
    /// <returns>False = the header is unusable.</returns>
    public static bool TryRead(Trigger trigger, HttpRequest request, string? deliveryId, ReadOnlySpan<byte> body, out IdempotencyKey? key)
    {
        key = null;
        if (request.Headers.TryGetValue(IdempotencyHeader.Name, out var values))
        {
            if (values is not [{ } value] || !IdempotencyKey.IsValid(value))
            {
                return false;
            }

            key = IdempotencyKey.Of(NameOf(trigger, "key", value), request.Path, body);
        }
        else if (deliveryId is not null)
        {
            key = new IdempotencyKey(NameOf(trigger, "delivery", deliveryId), AnyBody);
        }

        return true;
    }

    /// <summary>With blanks, which no key of the product's own requests has.</summary>
    private static string NameOf(Trigger trigger, string kind, string value) =>
        string.Create(CultureInfo.InvariantCulture, $"trigger {trigger.TriggerNo} {kind} {value}");
}
