using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;

namespace Webhooks.Core.Database;

/// <summary>
/// Copies of rows that can be read again at any time: a bounded number of bytes, and no copy that has not been read for ten minutes. When
/// there are too many, a few are removed, the least recently used first. Thread-safe.
/// </summary>
/// <param name="mostBytes">The most bytes to keep, by the estimate of <paramref name="bytesOf"/>.</param>
/// <param name="bytesOf">Estimates the bytes of a copy, without the <see cref="EntryBytes"/> of the cache itself.</param>
#pragma warning disable CA1001 // Exists as long as the process; the cache holds nothing but memory.
public sealed class RecentlyUsed<TKey, TValue>(long mostBytes, Func<TKey, TValue, long> bytesOf)
    where TKey : notnull
    where TValue : class
#pragma warning restore CA1001
{
    /// <summary>Bytes the cache itself needs for an entry.</summary>
    public const int EntryBytes = 256;

    private static readonly TimeSpan UnusedFor = TimeSpan.FromMinutes(10);

    private readonly MemoryCache copies = new(
        new MemoryCacheOptions { SizeLimit = mostBytes, CompactionPercentage = 0.1, TrackStatistics = true });

    /// <summary>The most bytes to keep.</summary>
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
