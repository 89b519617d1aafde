using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Core.Keys;

/// <summary>
/// A place in a list that is ordered from the newest event to the oldest, and the direction to read from there. Rows that arrive in
/// between neither repeat nor hide others.
/// </summary>
/// <param name="EventKey">The event of the row the place is at.</param>
/// <param name="DestinationNo">Its destination; 0 in lists of events.</param>
/// <param name="Backwards">True = towards newer rows.</param>
public readonly record struct Keyset(Guid EventKey, long DestinationNo, bool Backwards)
{
    private const int Length = 25;

    /// <summary>Before the newest row.</summary>
    public static Keyset Start { get; } = new(Guid.AllBitsSet, long.MaxValue, false);

    /// <summary>After the oldest row, looking back.</summary>
    public static Keyset End { get; } = new(Guid.Empty, 0, true);

    /// <summary>Negative when this place is nearer to the oldest row than the other.</summary>
    public int ComparePlaceTo(Keyset other) =>
        EventKey.CompareTo(other.EventKey) is var order and not 0 ? order : DestinationNo.CompareTo(other.DestinationNo);

    /// <summary>The cursor text for a URL.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        EventKey.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[16..], DestinationNo);
        bytes[24] = Backwards ? (byte)1 : (byte)0;
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out Keyset keyset)
    {
        keyset = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text is null || !Base64Url.IsValid(text, out var length) || length != Length
            || !Base64Url.TryDecodeFromChars(text, bytes, out _) || bytes[24] > 1)
        {
            return false;
        }

        keyset = new(new Guid(bytes[..16], bigEndian: true), BinaryPrimitives.ReadInt64BigEndian(bytes[16..]), bytes[24] == 1);
        return true;
    }
}
