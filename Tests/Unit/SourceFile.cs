using System.Text.RegularExpressions;

namespace Webhooks.Tests.Unit;

/// <summary>A file of C# or Razor, as the architecture tests look at it.</summary>
/// <param name="Folder">The top folder of the project that it is in; "." for the project's root.</param>
/// <param name="Types">Names of the types it declares.</param>
/// <param name="OwnTypes">Those that are not inside of another type.</param>
/// <param name="Words">Every word of its code that could be the name of a type, without comments and texts.</param>
internal sealed partial record SourceFile(string Folder, HashSet<string> Types, HashSet<string> OwnTypes, HashSet<string> Words)
{
    private static readonly string[] NotSources = ["bin", "obj", "artifacts", "wwwroot"];

    /// <summary>All of a project.</summary>
    public static IReadOnlyList<SourceFile> AllOf(string project) =>
    [
        .. from path in Directory.EnumerateFiles(project, "*", SearchOption.AllDirectories)
           where Path.GetExtension(path) is ".cs" or ".razor"
           let folder = Path.GetRelativePath(project, path).Split(Path.DirectorySeparatorChar) is [var first, _, ..] ? first : "."
           where !NotSources.Contains(folder)
           select Read(path, folder),
    ];

    private static SourceFile Read(string path, string folder)
    {
        var code = CommentsAndTexts().Replace(File.ReadAllText(path), " ");
        return new SourceFile(
            folder,
            [.. Declarations().Matches(code).Select(static match => match.Groups[2].Value), .. ComponentOf(path)],
            [
                .. Declarations().Matches(code).Where(static match => match.Groups[1].Length == 0)
                    .Select(static match => match.Groups[2].Value),
            ],
            CapitalisedWords().Matches(code).Select(static match => match.Value).ToHashSet());
    }

    /// <summary>A file of Razor is a type, whether or not it has a file of C#.</summary>
    private static string[] ComponentOf(string path) => Path.GetExtension(path) == ".razor" ? [Path.GetFileNameWithoutExtension(path)] : [];

    [GeneratedRegex(@"//.*|""(?:\\.|[^""\\])*""")]
    private static partial Regex CommentsAndTexts();

    [GeneratedRegex(@"^([ \t]*)(?:\w+ )*(?:class|record(?:\s+struct)?|struct|interface|enum)\s+([A-Z]\w+)", RegexOptions.Multiline)]
    private static partial Regex Declarations();

    [GeneratedRegex(@"\b[A-Z]\w+")]
    private static partial Regex CapitalisedWords();
}
