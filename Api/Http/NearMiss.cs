namespace Webhooks.Api.Http;

/// <summary>Finds the name that was probably meant by one that is not known.</summary>
internal static class NearMiss
{
    private const int LongestName = 64;
    private const int ShortestPart = 4;

    /// <summary>Says what to do about an unknown name: the one that was probably meant, or all there are.</summary>
    /// <param name="name">The unknown name.</param>
    /// <param name="kind">The kind of thing it names, such as <c>member</c>.</param>
    /// <param name="known">The names there are.</param>
    public static string Describe(string name, string kind, IReadOnlyList<string> known) => (Find(name, known), known) switch
    {
        ({ } meant, _) => $"is not a {kind} here; did you mean {meant}?",
        (_, []) => $"is not a {kind} here; there are none",
        _ => $"is not a {kind} here; known are {string.Join(", ", known)}",
    };

    /// <summary>
    /// The nearest of the known names: the same but for case and separators, the beginning of one, or at most two letters off; null = none
    /// is near.
    /// </summary>
    public static string? Find(string name, IReadOnlyList<string> known)
    {
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        var asked = Plain(name);
        var nearest = known.Select(candidate => (Name: candidate, Distance: Distance(asked, Plain(candidate))))
            .OrderBy(one => one.Distance)
            .FirstOrDefault();
        if (nearest.Name is not null && nearest.Distance <= Math.Min(2, asked.Length / 3))
        {
            return nearest.Name;
        }

        return asked.Length < ShortestPart
            ? null
            : known.FirstOrDefault(candidate => Plain(candidate).StartsWith(asked, StringComparison.Ordinal)
                || (Plain(candidate).Length >= ShortestPart && asked.StartsWith(Plain(candidate), StringComparison.Ordinal)));
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary>How many letters must be put in, taken out or exchanged (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            (var diagonal, row[0]) = (row[0], i);
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[^1];
    }
}
