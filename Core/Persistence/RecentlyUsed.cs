using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Caching.Memory;

namespace Webhooks.Core.Persistence;

/// <summary>
/// Copies of rows that can be read again at any time: at most so many, and none that nobody has asked for in ten minutes. A few go when
/// there are too many, those unused for longest first, never all at once. Thread-safe.
/// </summary>
/// <param name="most">How many at most.</param>
#pragma warning disable CA1001 // Lives as long as the process; the cache holds nothing but memory.
public sealed class RecentlyUsed<TKey, TValue>(int most)
    where TKey : notnull
    where TValue : class
#pragma warning restore CA1001
{
    private static readonly MemoryCacheEntryOptions Kept = new() { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) };

    private readonly MemoryCache copies = new(new MemoryCacheOptions { SizeLimit = most, CompactionPercentage = 0.1 });

    /// <summary>How many there are.</summary>
    public int Count => copies.Count;

    /// <summary>The copy, if there is one.</summary>
    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value) => copies.TryGetValue(key, out value) && value is not null;

    /// <summary>Keeps a copy, in place of the one there is.</summary>
    /// <returns>The copy.</returns>
    public TValue Keep(TKey key, TValue value) => copies.Set(key, value, Kept);

    /// <summary>Forgets a copy.</summary>
    public void Forget(TKey key) => copies.Remove(key);
}
