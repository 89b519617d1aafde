using System.Text.Json;
using System.Text.RegularExpressions;

namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>The files of <c>infra</c> as they would be deployed, compiled once per test run.</summary>
internal static partial class AzureTemplate
{
    private static readonly string[] Scope =
        ["--subscription-id", "00000000-0000-0000-0000-000000000000", "--resource-group", "rg-test", "--location", "westeurope"];

    private static readonly Lazy<Task<IReadOnlyDictionary<string, JsonElement>>> Compiled = new(DeployAsync);
    private static readonly Lazy<Task<JsonElement>> CompiledMain = new(() => CompileAsync("main.bicep"));
    private static readonly Lazy<Task<JsonElement>> CompiledData = new(() => CompileAsync("data.bicep"));

    /// <summary>The services that have a module.</summary>
    public static IReadOnlyList<string> Services { get; } =
        [.. Directory.EnumerateFiles(Bicep.Folder,
            "*.bicepparam").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>The container app, or the job, of a service. Every expression in it is evaluated, but for those that ask Azure.</summary>
    public static async Task<JsonElement> ServiceAsync(string service) => (await Compiled.Value)[service];

    /// <summary>The ARM template of <c>main.bicep</c>.</summary>
    public static Task<JsonElement> MainAsync() => CompiledMain.Value;

    /// <summary>The ARM template of <c>data.bicep</c>.</summary>
    public static Task<JsonElement> DataAsync() => CompiledData.Value;

    /// <summary>The only container of a service.</summary>
    public static async Task<JsonElement> ContainerAsync(string service) =>
        Assert.Single((await ServiceAsync(service)).At("properties.template.containers").EnumerateArray());

    /// <summary>The environment variables of a service.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonElement>> VariablesAsync(string service) =>
        (await ContainerAsync(service)).GetProperty("env").EnumerateArray().ToDictionary(static variable => variable.TextAt("name"));

    /// <summary>The variables of azd that a module reads.</summary>
    /// <param name="service">The service.</param>
    /// <param name="optional">Those that have a default, or those that have none.</param>
    public static IEnumerable<string> ReadBy(string service, bool optional) =>
        Reading().Matches(File.ReadAllText(Path.Combine(Bicep.Folder, $"{service}.bicepparam")))
            .Where(match => match.Groups["default"].Success == optional)
            .Select(static match => match.Groups["name"].Value);

    private static async Task<JsonElement> CompileAsync(string file) =>
        JsonDocument.Parse(await Bicep.RunAsync(null, "build", Path.Combine(Bicep.Folder, file), "--stdout")).RootElement;

    /// <summary>Snapshots are written beside the files they are of, so they are made of a copy.</summary>
    private static async Task<IReadOnlyDictionary<string, JsonElement>> DeployAsync()
    {
        var folder = Directory.CreateTempSubdirectory("webhooks-infra-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Bicep.Folder))
            {
                File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            }

            var deployed = new Dictionary<string, JsonElement>();
            foreach (var service in Services)
            {
                deployed[service] = await SnapshotAsync(folder.FullName, service);
            }

            return deployed;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<JsonElement> SnapshotAsync(string folder, string service)
    {
        var azd =
            ReadBy(service, optional: false).ToDictionary(static name => name, static name => name.ToLowerInvariant().Replace('_', '-'));
        await Bicep.RunAsync(azd, ["snapshot", Path.Combine(folder, $"{service}.bicepparam"), "--mode", "overwrite", .. Scope]);
        var snapshot = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, $"{service}.snapshot.json"))).RootElement;
        return Assert.Single(snapshot.GetProperty("predictedResources").EnumerateArray());
    }

    [GeneratedRegex(@"readEnvironmentVariable\('(?<name>\w+)'(?<default>, )?")]
    private static partial Regex Reading();
}
