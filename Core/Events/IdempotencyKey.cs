using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Core.Events;

/// <summary>A client's name for one request, so that sending it again has no second effect.</summary>
/// <param name="Value">1 to 255 visible ASCII characters, unique within a project for <see cref="KeptFor"/>.</param>
/// <param name="RequestHash">SHA-256 of path and body; distinguishes a repeat from another request.</param>
public sealed record IdempotencyKey(string Value, byte[] RequestHash)
{
    /// <summary>Longest key in characters.</summary>
    public const int MaximumLength = 255;

    /// <summary>For how long a repeat gets the first answer; after that the key is free again.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(72);

    /// <summary>Whether a text can be a key.</summary>
    public static bool IsValid(string text) =>
        text.Length is >= 1 and <= MaximumLength && text.All(character => character is > ' ' and <= '~');

    /// <summary>The key of a request to a path with a body.</summary>
    public static IdempotencyKey Of(string value, string path, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(path));
        // No path has a line break, so no two requests add up to the same bytes.
        hash.AppendData("\n"u8);
        hash.AppendData(body);
        return new IdempotencyKey(value, hash.GetHashAndReset());
    }
}
