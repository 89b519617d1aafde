using System.Text.RegularExpressions;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.ClientPackage;

/// <summary>The C# of the package's README as source files, each block in a method of its own.</summary>
internal static partial class ReadmeSnippets
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, "Client", "README.md"));

    public static IReadOnlyList<string> All { get; } = [.. Blocks().Matches(Text).Select(match => match.Groups["code"].Value)];

    /// <summary>Writes them beside a program.</summary>
    public static void WriteTo(string folder)
    {
        for (var i = 0; i < All.Count; i++)
        {
            var lines = All[i].Split('\n').ToLookup(line => Directive().IsMatch(line));
            File.WriteAllText(Path.Combine(folder, $"Snippet{i}.cs"), $$"""
                {{string.Join('\n', lines[true])}}

                internal static class Snippet{{i}}
                {
                    public static async Task RunAsync(string[] args)
                    {
                        await Task.CompletedTask;
                        #line 1 "README.md, block {{i + 1}}"
                {{string.Join('\n', lines[false])}}
                    }
                }
                """);
        }
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^using [A-Z][\w.]*;$")]
    private static partial Regex Directive();
}
