using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;

namespace Webhooks.Core.Database;

/// <summary>
/// Copies of rows that can be read again at any time: at most so many bytes of them, and none that nobody has asked for in ten minutes. A
/// few go when there are too many, those unused for longest first, never all at once. Thread-safe.
/// </summary>
/// <param name="mostBytes">How many bytes at most, by the estimate of <paramref name="bytesOf"/>.</param>
/// <param name="bytesOf">About what a copy takes, without the <see cref="EntryBytes"/> of keeping it.</param>
#pragma warning disable CA1001 // Lives as long as the process; the cache holds nothing but memory.
public sealed class RecentlyUsed<TKey, TValue>(long mostBytes, Func<TKey, TValue, long> bytesOf)
    where TKey : notnull
    where TValue : class
#pragma warning restore CA1001
{
    /// <summary>What the cache itself needs for an entry.</summary>
    public const int EntryBytes = 256;

    private static readonly TimeSpan UnusedFor = TimeSpan.FromMinutes(10);

    private readonly MemoryCache copies = new(
        new MemoryCacheOptions { SizeLimit = mostBytes, CompactionPercentage = 0.1, TrackStatistics = true });

    /// <summary>At most so many bytes.</summary>
    public long MostBytes => mostBytes;

    /// <summary>Bytes there are now, by the estimate.</summary>
    public long Bytes => copies.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0;

    /// <summary>How many there are.</summary>
    public int Count => copies.Count;

    /// <summary>The copy, if there is one.</summary>
    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value) => copies.TryGetValue(key, out value) && value is not null;

    /// <summary>Keeps a copy, in place of the one there is.</summary>
    /// <returns>The copy.</returns>
    public TValue Keep(TKey key, TValue value) => copies.Set(
        key, value, new MemoryCacheEntryOptions { Size = EntryBytes + bytesOf(key, value), SlidingExpiration = UnusedFor });

    /// <summary>Forgets a copy.</summary>
    public void Forget(TKey key) => copies.Remove(key);

    /// <summary>Forgets all copies.</summary>
    public void Clear() => copies.Clear();
}
