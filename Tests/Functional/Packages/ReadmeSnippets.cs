using System.Text.RegularExpressions;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Packages;

/// <summary>The C# of a package's README as source files, each block in a method of its own.</summary>
internal sealed partial class ReadmeSnippets
{
    /// <summary>Reads them.</summary>
    /// <param name="project"><c>Contracts</c> or <c>Client</c>.</param>
    public ReadmeSnippets(string project)
    {
        Text = File.ReadAllText(Path.Combine(Repository.Root, project, "README.md"));
        All = [.. Blocks().Matches(Text).Select(match => match.Groups["code"].Value)];
    }

    public string Text { get; }

    public IReadOnlyList<string> All { get; }

    /// <summary>Writes them beside a program.</summary>
    public void WriteTo(string folder)
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
