using System.Text.RegularExpressions;
using System.Xml.Linq;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Unit;

/// <summary>Which project may know which, and what a Program.cs may be.</summary>
public sealed class ArchitectureTests
{
    private const int LongestProgram = 30;
    private const int LongestLine = 140;
    private const int LongestFile = 300;

    private static readonly string Root = Repository.Root;

    private static readonly string[] Projects =
    [
        "Contracts", "Core", "Api", "DeliveryWorker", "Dashboard.Web", "Client", "ServiceDefaults", "Standalone", "LocalPostgres",
        "AppHost", "Benchmarks",
    ];

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Core", "Contracts")]
    [InlineData("Client", "Contracts")]
    [InlineData("ServiceDefaults")]
    [InlineData("Api", "Contracts", "Core", "ServiceDefaults")]
    [InlineData("DeliveryWorker", "Contracts", "Core", "ServiceDefaults")]
    [InlineData("Dashboard.Web", "Contracts", "Client", "ServiceDefaults")]
    [InlineData("LocalPostgres")]
    [InlineData("Standalone", "Api", "DeliveryWorker", "Dashboard.Web", "LocalPostgres")]
    public void A_project_references_no_others_than_it_may(string project, params string[] allowed)
    {
        var references = XDocument.Load(Path.Combine(Root, project, $"{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")?.Value.Replace('\\', '/')));

        Assert.Empty(references.Except(allowed));
    }

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Core", "Contracts")]
    [InlineData("Client", "Contracts")]
    public void What_others_build_on_uses_nothing_of_theirs(string project, params string[] allowed)
    {
        foreach (var file in SourcesOf(project))
        {
            var text = File.ReadAllText(file);
            Assert.All(Projects.Except([project, .. allowed]), other =>
                Assert.DoesNotMatch($@"\busing Webhooks\.{Regex.Escape(other.Split('.')[0])}\b", text));
        }
    }

    [Theory]
    [InlineData("Api")]
    [InlineData("DeliveryWorker")]
    [InlineData("Dashboard.Web")]
    [InlineData("Standalone")]
    public void A_program_is_a_table_of_contents(string project) =>
        Assert.InRange(File.ReadAllLines(Path.Combine(Root, project, "Program.cs")).Length, 1, LongestProgram);

    /// <summary>The analyzer passes over what does not exist, without a word.</summary>
    [Theory]
    [InlineData("BannedSymbols.txt")]
    [InlineData("BannedSymbols.Service.txt")]
    public void Every_banned_symbol_exists(string list)
    {
        System.Reflection.Assembly[] assemblies =
        [
            typeof(object).Assembly, typeof(HttpClient).Assembly, typeof(Microsoft.AspNetCore.Components.MarkupString).Assembly,
            typeof(Microsoft.EntityFrameworkCore.RelationalQueryableExtensions).Assembly,
        ];
        foreach (var line in File.ReadLines(Path.Combine(Root, list)))
        {
            var symbol = line[2..line.IndexOf(';', StringComparison.Ordinal)].Split('(')[0];
            var cut = line.StartsWith("T:", StringComparison.Ordinal) ? symbol.Length : symbol.LastIndexOf('.');
            var (owner, member) = (symbol[..cut], symbol[cut..].TrimStart('.', '#').Split('`')[0]);
            var type = assemblies.Select(assembly => assembly.GetType(owner)).FirstOrDefault(found => found is not null);
            Assert.True(type is not null, $"{line}: there is no type {owner}.");
            Assert.True(member is "" or "ctor" || type.GetMember(member).Length > 0, $"{line}: there is no {member}.");
        }
    }

    [Theory]
    [InlineData("Core")]
    [InlineData("Api")]
    [InlineData("DeliveryWorker")]
    [InlineData("Dashboard.Web")]
    public void No_folders_of_a_project_use_each_other_in_a_circle(string project) =>
        Assert.Equal([], FolderCycles.Find(Path.Combine(Root, project)));

    /// <summary>A name that two projects have makes a reader open the wrong file.</summary>
    [Fact]
    public void No_two_projects_have_a_type_of_the_same_name()
    {
        var types = Projects.SelectMany(project => SourceFile.AllOf(Path.Combine(Root, project))
            .SelectMany(source => source.OwnTypes, (_, type) => (type, project)));

        var twins = types.Distinct().GroupBy(static owner => owner.type, static owner => owner.project)
            .Where(static owners => owners.Count() > 1)
            .Select(static owners => $"{owners.Key}: {string.Join(", ", owners)}");

        Assert.Empty(twins);
    }

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Core")]
    [InlineData("Client")]
    [InlineData("ServiceDefaults")]
    [InlineData("Api")]
    [InlineData("DeliveryWorker")]
    [InlineData("Dashboard.Web")]
    [InlineData("LocalPostgres")]
    [InlineData("Standalone")]
    [InlineData("AppHost")]
    [InlineData("Benchmarks")]
    [InlineData("Tests")]
    public void Lines_and_files_are_short(string project)
    {
        var files = SourcesOf(project)
            .Select(static file => (Name: Path.GetRelativePath(Root, file), Lines: File.ReadAllLines(file))).ToList();

        Assert.Equal([], files.Where(static file => file.Lines.Length > LongestFile).Select(static file => file.Name));
        Assert.Equal(
            [], files.SelectMany(static file => SourceLines.LongerThan(LongestLine, file.Lines), static (file, line) => $"{file.Name}:{line}"));
    }

    private static IEnumerable<string> SourcesOf(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories);
}
