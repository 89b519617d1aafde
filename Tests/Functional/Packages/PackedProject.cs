using System.IO.Compression;
using System.Xml.Linq;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Packages;

/// <summary>
/// A package of this repository. All are made once by <c>./webhooks pack</c>, in a folder that other projects restore them from.
/// </summary>
public sealed class PackedProject
{
    private static readonly Shared<PackedFolder> Made = new(PackAsync);

    private PackedProject(string folder, XElement metadata)
    {
        Folder = folder;
        Metadata = metadata;
    }

    /// <summary>What the package says of itself.</summary>
    public XElement Metadata { get; }

    /// <summary>Its id.</summary>
    public string Id => ValueOf("id");

    /// <summary>Its version.</summary>
    public string Version => ValueOf("version");

    private string Folder { get; }

    /// <summary>Packs it, or returns what was packed before.</summary>
    /// <param name="project"><c>Contracts</c> or <c>Client</c>.</param>
    public static async Task<PackedProject> GetAsync(string project)
    {
        var folder = (await Made.GetAsync()).Path;
        using var archive = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder, $"*.{project}.*.nupkg")));
        using var description = archive.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return new PackedProject(folder, XDocument.Load(description).Descendants().Single(element => element.Name.LocalName == "metadata"));
    }

    /// <summary>An element of <see cref="Metadata"/>; empty when there is none.</summary>
    public string ValueOf(string name) =>
        Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? string.Empty;

    /// <summary>Opens a file of it: <c>nupkg</c> or <c>snupkg</c>.</summary>
    public ZipArchive Open(string extension) => ZipFile.OpenRead(Path.Combine(Folder, $"{Id}.{Version}.{extension}"));

    /// <summary>
    /// Writes the project of a reader, who has these packages and nothing else: one source of packages, and a cache of its own.
    /// </summary>
    public async Task WriteProjectAsync(string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="cache" /></config>
              <packageSources><clear /><add key="packed" value="{Folder}" /></packageSources>
              <packageSourceMapping><clear /></packageSourceMapping>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
            </configuration>
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "receiver.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost><RequiresAspNetWebAssets>false</RequiresAspNetWebAssets>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="{Id}" Version="{Version}" /></ItemGroup>
            </Project>
            """);
    }

    private static async Task<PackedFolder> PackAsync()
    {
        var folder = Directory.CreateTempSubdirectory("webhooks-package-").FullName;
        (await ProgramRun.RunAsync(Repository.Root, ["bash", "webhooks", "pack", folder])).MustSucceed();
        return new PackedFolder(folder);
    }

    private sealed record PackedFolder(string Path) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Directory.Delete(Path, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
