namespace Webhooks.Tests.Unit;

/// <summary>
/// Folders of a project that use each other in a circle. A folder uses another when a type of that other is named in it. A word that is
/// spelled like a type counts as one, so a property may not be called like a type of another folder.
/// </summary>
internal static class FolderCycles
{
    /// <summary>The folders that can reach themselves, each with one way: "Queue → Sending → Queue".</summary>
    /// <param name="project">The project's folder.</param>
    public static IReadOnlyList<string> Find(string project)
    {
        var sources = SourceFile.AllOf(project);
        var owner = new Dictionary<string, string>();
        foreach (var source in sources)
        {
            foreach (var type in source.Types)
            {
                owner.TryAdd(type, source.Folder);
            }
        }

        var uses = sources.ToLookup(
            static source => source.Folder,
            source => source.Words.Where(owner.ContainsKey).Select(word => owner[word]).Where(folder => folder != source.Folder));
        return [.. uses.Select(folder => WayBack(folder.Key, used => uses[used].SelectMany(static many => many))).OfType<string>()];
    }

    /// <summary>A shortest way from the folder back to itself.</summary>
    private static string? WayBack(string folder, Func<string, IEnumerable<string>> usesOf)
    {
        var ways = new Queue<string[]>([[folder]]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var way))
        {
            foreach (var next in usesOf(way[^1]))
            {
                if (next == folder)
                {
                    return string.Join(" → ", [.. way, folder]);
                }

                if (seen.Add(next))
                {
                    ways.Enqueue([.. way, next]);
                }
            }
        }

        return null;
    }
}
