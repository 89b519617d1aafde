using System.IO.Compression;
using System.Xml.Linq;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.ClientPackage;

/// <summary>The package of the client, made once by <c>./webhooks pack</c> in a folder that other projects restore it from.</summary>
public sealed class PackedClient : IAsyncDisposable
{
    private static readonly Shared<PackedClient> Made = new(PackAsync);

    private PackedClient(string folder, XElement metadata)
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
    public static Task<PackedClient> GetAsync() => Made.GetAsync();

    /// <summary>An element of <see cref="Metadata"/>; empty when there is none.</summary>
    public string ValueOf(string name) =>
        Metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? string.Empty;

    /// <summary>Opens a file of it: <c>nupkg</c> or <c>snupkg</c>.</summary>
    public ZipArchive Open(string extension) => ZipFile.OpenRead(Path.Combine(Folder, $"{Id}.{Version}.{extension}"));

    /// <summary>
    /// Writes the project of a reader, who has this package and nothing else: one source of packages, and a cache of its own.
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

    /// <summary>Deletes it.</summary>
    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<PackedClient> PackAsync()
    {
        var folder = Directory.CreateTempSubdirectory("webhooks-package-").FullName;
        (await ProgramRun.RunAsync(Repository.Root, ["bash", "webhooks", "pack", folder])).MustSucceed();
        var package = Assert.Single(Directory.GetFiles(folder, "*.nupkg"));
        using var archive = ZipFile.OpenRead(package);
        using var description = archive.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var metadata = XDocument.Load(description).Descendants().Single(element => element.Name.LocalName == "metadata");
        return new PackedClient(folder, metadata);
    }
}
