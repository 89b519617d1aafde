using System.Diagnostics;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.AppHostTests;

/// <summary>What is published: the manifest of the model and the Bicep files beside it are the committed ones, so that a change is seen.</summary>
public sealed class ManifestTests
{
    [FactWithManifest]
    public async Task The_published_manifest_is_the_committed_one()
    {
        // As deep as the committed one, so that relative paths in it are the same.
        var folder = Path.Combine(Repository.Root, "artifacts", "manifest");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await PublishAsync(Path.Combine(folder, "aspire-manifest.json"));

        var committed = Read(FactWithManifestAttribute.Folder);
        var published = Read(folder);
        Assert.Equal(committed.Keys, published.Keys);
        Assert.All(committed, file => Assert.Equal(file.Value, published[file.Key]));
    }

    private static async Task PublishAsync(string path)
    {
        string[] words = [typeof(Projects.AppHost).Assembly.Location, "--publisher", "manifest", "--output-path", path];
        var start = new ProcessStartInfo("dotnet", words) { WorkingDirectory = Path.Combine(Repository.Root, "AppHost"), RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The operating system started no process.");
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
    }

    private static SortedDictionary<string, string> Read(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file), file => File.ReadAllText(file).ReplaceLineEndings("\n").TrimEnd()),
        StringComparer.Ordinal);
}
