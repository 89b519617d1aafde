using System.Buffers.Binary;

namespace Webhooks.Core.Keys;

/// <summary>
/// Version-7 UUIDs that sort by when they were made, also within one millisecond: the twelve bits after the milliseconds hold the
/// fraction of the millisecond instead of random ones (RFC 9562 section 6.2, method 3). The other 62 stay random.
/// </summary>
public static class TimeKey
{
    /// <summary>A key for this time.</summary>
    /// <param name="moment">The moment; a key holds it to a quarter of a microsecond. The order of two keys made within less than that is
    /// random.</param>
    public static Guid At(DateTimeOffset moment)
    {
        var random = Guid.CreateVersion7(moment);
        Span<byte> bytes = stackalloc byte[16];
        random.TryWriteBytes(bytes, bigEndian: true, out _);
        var fraction = moment.UtcTicks % TimeSpan.TicksPerMillisecond * 4096 / TimeSpan.TicksPerMillisecond;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | fraction));
        return new Guid(bytes, bigEndian: true);
    }
}
