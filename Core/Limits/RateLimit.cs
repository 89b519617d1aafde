using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Core.Limits;

/// <summary>How often something may be done: a burst after a quiet time, and then a steady rate.</summary>
/// <param name="Size">The burst, 1 or more.</param>
/// <param name="PerSecond">The rate after that.</param>
public readonly record struct RateLimit(int Size, double PerSecond)
{
    /// <summary>This many times per minute, all in one burst or evenly.</summary>
    public static RateLimit PerMinute(int times) => new(times, times / 60.0);

    /// <summary>This many times per hour, all in one burst or evenly.</summary>
    public static RateLimit PerHour(int times) => new(times, times / 3_600.0);
}

/// <summary>The subject of a limit, as a hash: its size is the same for every subject, and the subject cannot be read from it.</summary>
/// <param name="Bits">The bits of the hash.</param>
public readonly record struct RateKey(UInt128 Bits)
{
    /// <summary>The key of a subject.</summary>
    /// <param name="limit">The name of the limit.</param>
    /// <param name="subject">Any text.</param>
    public static RateKey Of(string limit, string subject)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{limit}\0{subject}"), hash);
        return new RateKey(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>The form for a column.</summary>
    public Guid ToGuid() => new(ToBytes(), bigEndian: true);

    /// <summary>The form for the name of a key.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    private byte[] ToBytes()
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return bytes;
    }
}

/// <summary>The state of a token bucket at one time.</summary>
/// <param name="Tokens">Left in it.</param>
/// <param name="At">The time.</param>
public readonly record struct TokenBucket(double Tokens, DateTimeOffset At)
{
    /// <summary>Takes as many tokens as there are, up to the wanted number.</summary>
    public (int Granted, TokenBucket After) Take(RateLimit limit, DateTimeOffset now, int wanted)
    {
        var elapsed = Math.Max(0, (now - At).TotalSeconds);
        var there = Math.Min(limit.Size, Tokens + (limit.PerSecond * elapsed));
        var granted = Math.Min(wanted, (int)there);
        return (granted, new TokenBucket(there - granted, now > At ? now : At));
    }

    /// <summary>How long until there is a token.</summary>
    public static TimeSpan WaitFor(RateLimit limit, double tokens) => TimeSpan.FromSeconds(Math.Max(0, (1 - tokens) / limit.PerSecond));
}
