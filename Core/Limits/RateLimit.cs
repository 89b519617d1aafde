using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Core.Limits;

/// <summary>How often something may be done: so often at once when it has been quiet, and then at a rate.</summary>
/// <param name="Size">At once, 1 or more.</param>
/// <param name="PerSecond">And then.</param>
public readonly record struct RateLimit(int Size, double PerSecond)
{
    /// <summary>As often in a minute, all of them at once or evenly.</summary>
    public static RateLimit PerMinute(int times) => new(times, times / 60.0);

    /// <summary>As often in an hour, all of them at once or evenly.</summary>
    public static RateLimit PerHour(int times) => new(times, times / 3_600.0);
}

/// <summary>What is limited. A hash, so that it takes the same memory whatever it is of, and nothing can be read from it.</summary>
/// <param name="Bits">Of the hash.</param>
public readonly record struct RateKey(UInt128 Bits)
{
    /// <summary>The key of a subject.</summary>
    /// <param name="limit">Which limit of it.</param>
    /// <param name="subject">Any text.</param>
    public static RateKey Of(string limit, string subject)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{limit}\0{subject}"), hash);
        return new RateKey(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>For a column.</summary>
    public Guid ToGuid() => new(ToBytes(), bigEndian: true);

    /// <summary>For the name of a key.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    private byte[] ToBytes()
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return bytes;
    }
}

/// <summary>A token bucket at a time.</summary>
/// <param name="Tokens">Left in it.</param>
/// <param name="At">When.</param>
public readonly record struct TokenBucket(double Tokens, DateTimeOffset At)
{
    /// <summary>Takes as many tokens as there are, up to so many.</summary>
    public (int Granted, TokenBucket After) Take(RateLimit limit, DateTimeOffset now, int wanted)
    {
        var elapsed = Math.Max(0, (now - At).TotalSeconds);
        var there = Math.Min(limit.Size, Tokens + (limit.PerSecond * elapsed));
        var granted = Math.Min(wanted, (int)there);
        return (granted, new TokenBucket(there - granted, now > At ? now : At));
    }

    /// <summary>How long until there is one.</summary>
    public static TimeSpan WaitFor(RateLimit limit, double tokens) => TimeSpan.FromSeconds(Math.Max(0, (1 - tokens) / limit.PerSecond));
}
