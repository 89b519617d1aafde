using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Webhooks.Core.Keys;

/// <summary>
/// The ids people see: a prefix that names the kind, then the version-7 UUID as 32 hexadecimal digits. A delivery is one event at one
/// destination, so its id is the event's followed by the destination's number.
/// </summary>
public static class PublicId
{
    private const string EventPrefix = "evt_";
    private const string DeliveryPrefix = "dlv_";
    private const string ConversationPrefix = "conv_";
    private const string MessagePrefix = "msg_";
    private const string FeedbackPrefix = "fb_";
    private const string InvocationPrefix = "inv_";
    private const string OperationPrefix = "op_";
    private const int GuidDigits = 32;

    /// <summary><c>evt_</c> and the event's UUID.</summary>
    public static string ForEvent(Guid eventId) => string.Create(CultureInfo.InvariantCulture, $"{EventPrefix}{eventId:N}");

    /// <summary><c>dlv_</c>, the event's UUID, <c>_</c> and the destination's number.</summary>
    public static string ForDelivery(Guid eventId, long destinationNo) =>
        string.Create(CultureInfo.InvariantCulture, $"{DeliveryPrefix}{eventId:N}_{destinationNo}");

    /// <summary><c>conv_</c> and a conversation's UUID.</summary>
    public static string ForConversation(Guid key) => string.Create(CultureInfo.InvariantCulture, $"{ConversationPrefix}{key:N}");

    /// <summary><c>msg_</c> and a UUID.</summary>
    public static string ForMessage(Guid key) => string.Create(CultureInfo.InvariantCulture, $"{MessagePrefix}{key:N}");

    /// <summary><c>fb_</c> and a feedback's UUID.</summary>
    public static string ForFeedback(Guid key) => string.Create(CultureInfo.InvariantCulture, $"{FeedbackPrefix}{key:N}");

    /// <summary><c>inv_</c> and an invocation's UUID.</summary>
    public static string ForInvocation(Guid key) => string.Create(CultureInfo.InvariantCulture, $"{InvocationPrefix}{key:N}");

    /// <summary>Reads <see cref="ForInvocation"/> back.</summary>
    public static bool TryParseInvocation([NotNullWhen(true)] string? text, out Guid key)
    {
        key = default;
        return text is not null
            && text.StartsWith(InvocationPrefix, StringComparison.Ordinal)
            && Guid.TryParseExact(text.AsSpan(InvocationPrefix.Length), "N", out key);
    }

    /// <summary><c>op_</c> and an operation's UUID.</summary>
    public static string ForOperation(Guid key) => string.Create(CultureInfo.InvariantCulture, $"{OperationPrefix}{key:N}");

    /// <summary>Reads <see cref="ForOperation"/> back.</summary>
    public static bool TryParseOperation([NotNullWhen(true)] string? text, out Guid key)
    {
        key = default;
        return text is not null
            && text.StartsWith(OperationPrefix, StringComparison.Ordinal)
            && Guid.TryParseExact(text.AsSpan(OperationPrefix.Length), "N", out key);
    }

    /// <summary>Reads <see cref="ForEvent"/> back.</summary>
    public static bool TryParseEvent([NotNullWhen(true)] string? text, out Guid eventId)
    {
        eventId = default;
        return text is not null
            && text.StartsWith(EventPrefix, StringComparison.Ordinal)
            && Guid.TryParseExact(text.AsSpan(EventPrefix.Length), "N", out eventId);
    }

    /// <summary>Reads <see cref="ForDelivery"/> back.</summary>
    public static bool TryParseDelivery([NotNullWhen(true)] string? text, out Guid eventId, out long destinationNo)
    {
        eventId = default;
        destinationNo = 0;
        const int numberStart = 4 + GuidDigits + 1;
        return text is { Length: > numberStart }
            && text.StartsWith(DeliveryPrefix, StringComparison.Ordinal)
            && text[numberStart - 1] == '_'
            && Guid.TryParseExact(text.AsSpan(DeliveryPrefix.Length, GuidDigits), "N", out eventId)
            && long.TryParse(text.AsSpan(numberStart), NumberStyles.None, CultureInfo.InvariantCulture, out destinationNo);
    }
}
