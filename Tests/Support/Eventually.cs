using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Tests.Support;

/// <summary>Waits for a condition instead of for a time. The deadline only ends a wait that a defect would make endless.</summary>
public static class Eventually
{
    /// <summary>Far above what any awaited condition takes on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks until the answer is true.</summary>
    /// <exception cref="TimeoutException">It never was.</exception>
    public static async Task BecomesTrueAsync(Func<Task<bool>> ask, string what) =>
        await GetAsync(async () => await ask() ? what : null, () => what);

    /// <summary>Asks until there is an answer, and returns it.</summary>
    /// <exception cref="TimeoutException">There never was one.</exception>
    public static Task<T> GetAsync<T>([NotNull] Func<Task<T?>> ask, string what)
        where T : class => GetAsync(ask, () => what);

    /// <inheritdoc cref="GetAsync{T}(Func{Task{T}}, string)"/>
    public static async Task<T> GetAsync<T>([NotNull] Func<Task<T?>> ask, Func<string> what)
        where T : class
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(AskAgainAfter))
        {
            if (await ask() is { } answer)
            {
                return answer;
            }
        }

        throw new TimeoutException($"Waited {Patience.TotalSeconds} s in vain: {what()}.");
    }
}
