using System.Text.RegularExpressions;

namespace Webhooks.Tests.Unit;

/// <summary>How long lines of C# are. Texts in quotes do not count: a message or a statement of SQL may be longer.</summary>
internal static partial class SourceLines
{
    /// <summary>The numbers, from 1, of the lines with more characters than that.</summary>
    public static IEnumerable<int> LongerThan(int most, IReadOnlyList<string> lines)
    {
        var isInText = false;
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index];
            var beginsInText = isInText;
            isInText ^= RawQuotes().Count(line) % 2 == 1;
            if (line.Length > most && !beginsInText && !isInText && Texts().Replace(line, string.Empty).Length > most)
            {
                yield return index + 1;
            }
        }
    }

    [GeneratedRegex(@"""{3,}")]
    private static partial Regex RawQuotes();

    [GeneratedRegex(@"""{3}.*?""{3}|""(?:\\.|[^""\\])*""")]
    private static partial Regex Texts();
}
