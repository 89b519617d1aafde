using System.Buffers.Binary;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Events;

/// <summary>The id and the time of an event; fixed before its data is written, because the data may repeat both.</summary>
/// <param name="Key">Storage key, a version-7 UUID of <paramref name="Timestamp"/>.</param>
/// <param name="Id">The id people and receivers see: the publisher's, or <c>evt_…</c>.</param>
/// <param name="Timestamp">When the event was accepted.</param>
public readonly record struct EventIdentity(Guid Key, string Id, DateTimeOffset Timestamp)
{
    private const ulong Variant = 0x8000_0000_0000_0000;
    private const ulong VariantMask = 0xC000_0000_0000_0000;

    /// <summary>An event of this moment.</summary>
    /// <param name="now">The moment; the timestamp holds its milliseconds.</param>
    /// <param name="chosenId">The publisher's id; null = it has none.</param>
    public static EventIdentity At(DateTimeOffset now, string? chosenId = null)
    {
        var key = TimeKey.At(now);
        return new EventIdentity(key, chosenId ?? PublicId.ForEvent(key), EventTime.Truncate(now));
    }

    /// <summary>
    /// An event of this moment whose id is greater than another's, even within one millisecond and with a clock that is behind
    /// (RFC 9562 section 6.2, method 2: monotonic random). Its timestamp is never before the other's.
    /// </summary>
    public static EventIdentity After(Guid previous, DateTimeOffset now)
    {
        var identity = At(now);
        return identity.Key.CompareTo(previous) > 0 ? identity : Of(Following(previous));
    }

    private static EventIdentity Of(Guid key) => new(key, PublicId.ForEvent(key), EventTime.Of(key));

    /// <summary>The next UUID: the 62 random bits plus one, and after their end the next millisecond.</summary>
    private static Guid Following(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        var random = (BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & ~VariantMask) + 1;
        if (random > ~VariantMask)
        {
            return TimeKey.At(EventTime.Of(key).AddMilliseconds(1));
        }

        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], random | Variant);
        return new Guid(bytes, bigEndian: true);
    }
}
