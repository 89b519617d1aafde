using System.Collections.Concurrent;

namespace Webhooks.Core.Database;

/// <summary>
/// Lets callers that want the same row at the same time share one read. Without it, every request in flight would read an expired copy
/// again, each on a connection of its own.
/// </summary>
public sealed class SharedReads<TKey, TValue>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TValue>>> underWay = new();

    /// <summary>
    /// The result of the read under way for the key, or of a new one. A caller that cancels does not end it for the others, so the read
    /// itself cannot be cancelled.
    /// </summary>
    public async Task<TValue> GetAsync(TKey key, Func<TKey, Task<TValue>> read, CancellationToken cancellationToken)
    {
        var shared = underWay.GetOrAdd(key, wanted => new Lazy<Task<TValue>>(() => ReadAsync(wanted, read)));
        return await shared.Value.WaitAsync(cancellationToken);
    }

    private async Task<TValue> ReadAsync(TKey key, Func<TKey, Task<TValue>> read)
    {
        // Off the caller's stack first: removing the entry before it was published would leave it there for ever.
        await Task.Yield();
        try
        {
            return await read(key);
        }
        finally
        {
            underWay.TryRemove(key, out _);
        }
    }
}
