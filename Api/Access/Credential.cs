using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Access;

/// <summary>
/// The key or session token of a request, as the hash by which it is stored: it has a fixed size and opens nothing, so it may be kept. The
/// header's own text may not: it is as long as its sender likes.
/// </summary>
/// <param name="IsSession">A session's token, not an API key.</param>
/// <param name="First">First half of the hash.</param>
/// <param name="Second">Second half of the hash.</param>
internal readonly record struct Credential(bool IsSession, UInt128 First, UInt128 Second)
{
    private const string Bearer = "Bearer ";

    /// <summary>Longer than any key an operator chooses; what is longer is not even hashed.</summary>
    private const int MaximumCharacters = 1_024;

    /// <summary>The credential of a request. A header wins over a cookie: only programs send one.</summary>
    /// <returns>null = it has none that could be good.</returns>
    public static Credential? Read(HttpRequest request) => ReadToken(request) is { } token ? Of(token) : null;

    /// <summary>The text behind it.</summary>
    public static string? ReadToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { Length: > 0 } header ? ReadBearer(header) : Short(SessionCookie.Read(request));

    public static Credential Of(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        return new Credential(
            SecretToken.IsForSession(token), MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[(hash.Length / 2)..]));
    }

    /// <summary>The hash as it is stored.</summary>
    public byte[] ToHash()
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        MemoryMarshal.Write(hash, First);
        MemoryMarshal.Write(hash.AsSpan(hash.Length / 2), Second);
        return hash;
    }

    private static string? ReadBearer(string header) =>
        header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && header.AsSpan(Bearer.Length).Trim() is { Length: > 0 and <= MaximumCharacters } bearer
            ? bearer.ToString()
            : null;

    private static string? Short(string? token) => token is { Length: <= MaximumCharacters } ? token : null;
}
