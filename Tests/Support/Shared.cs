using System.Collections.Concurrent;

namespace Webhooks.Tests.Support;

/// <summary>What all tests of an assembly share: made by the first one that asks, ended after the last one, newest first.</summary>
public static class Shared
{
    private static readonly ConcurrentStack<IAsyncDisposable> Made = new();

    /// <summary>Keeps a resource until all tests are over.</summary>
    public static T Keep<T>(T resource)
        where T : IAsyncDisposable
    {
        Made.Push(resource);
        return resource;
    }

    internal static async Task EndAllAsync()
    {
        while (Made.TryPop(out var resource))
        {
            await resource.DisposeAsync();
        }
    }
}

/// <summary>A shared resource that is made once, when it is first asked for.</summary>
/// <param name="make">Makes it.</param>
public sealed class Shared<T>(Func<Task<T>> make)
    where T : IAsyncDisposable
{
    private readonly Lazy<Task<T>> made = new(async () => Shared.Keep(await make()));

    /// <summary>The resource.</summary>
    public Task<T> GetAsync() => made.Value;
}
