using Webhooks.Tests.Support;

namespace Webhooks.Tests.AppHostTests;

/// <summary>A test that compares with the committed manifest, skipped while there is none.</summary>
public sealed class FactWithManifestAttribute : FactAttribute
{
    private const string Command = "dotnet run --project AppHost -- --publisher manifest --output-path manifest/aspire-manifest.json";

    public FactWithManifestAttribute()
    {
        if (!Directory.Exists(Folder))
        {
            Skip = $"There is no manifest in {Folder}. To write it: {Command}";
        }
    }

    /// <summary>Where it is committed: the manifest and the Bicep files it names.</summary>
    public static string Folder => Path.Combine(Repository.Root, "AppHost", "manifest");
}
