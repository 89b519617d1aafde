using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Webhooks.Core.Triggers;

/// <summary>
/// Remembers which values matched which stored hash, so that the slow hash of <see cref="HeaderCredential"/> is paid once per process and
/// not by every request. Holds neither values nor anything they could be found by without this process's random key. A hash that is no
/// longer stored is never looked up, so nothing has to be forgotten when a credential changes.
/// </summary>
internal static class VerifiedValues
{
    private const int Capacity = 10_000;
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);
    private static readonly ConcurrentDictionary<string, bool> Digests = new(StringComparer.Ordinal);

    public static bool Contains(string storedHash, string value) => Digests.ContainsKey(DigestOf(storedHash, value));

    public static void Add(string storedHash, string value)
    {
        if (Digests.Count >= Capacity)
        {
            Digests.Clear();
        }

        Digests.TryAdd(DigestOf(storedHash, value), true);
    }

    // A stored hash has no NUL, so no two pairs read the same.
    private static string DigestOf(string storedHash, string value) =>
        Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{storedHash}\0{value}")));
}
