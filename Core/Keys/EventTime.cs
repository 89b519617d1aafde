using System.Buffers.Binary;

namespace Webhooks.Core.Keys;

/// <summary>The time inside a version-7 UUID (RFC 9562 section 5.7): its first 48 bits are milliseconds since 1970.</summary>
public static class EventTime
{
    public static DateTimeOffset Of(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
    }

    /// <summary>The smallest key of a time: earlier events have smaller keys.</summary>
    public static Guid FirstKeyOf(DateTimeOffset moment)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, moment.ToUnixTimeMilliseconds()) << 16);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A time cut to full milliseconds, which is all an id can hold.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset moment) =>
        DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds());
}
