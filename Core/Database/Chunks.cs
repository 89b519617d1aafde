namespace Webhooks.Core.Database;

/// <summary>Does something to many rows in bounded statements, so that none of them holds its locks for long.</summary>
public static class Chunks
{
    /// <summary>Rows of one statement.</summary>
    public const int Size = 2_000;

    /// <summary>Calls <paramref name="work"/> until it finds fewer rows than it may take.</summary>
    /// <param name="work">One statement: takes how many rows it may change at most, answers how many it has.</param>
    /// <param name="cancellationToken">Ends it between two statements, or breaks one off.</param>
    /// <returns>How many rows were changed in all.</returns>
    public static Task<long> RunAsync(Func<int, CancellationToken, Task<int>> work, CancellationToken cancellationToken) =>
        RunAsync(Size, work, cancellationToken);

    /// <summary>The same with another size.</summary>
    internal static async Task<long> RunAsync(int size, Func<int, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var all = 0L;
        for (var chunk = size; chunk >= size; all += chunk)
        {
            chunk = await work(size, cancellationToken);
        }

        return all;
    }
}
