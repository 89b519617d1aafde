using System.Text.Json;
using Webhooks.Tests.Support;
using YamlDotNet.Serialization;

namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary><c>azure.yaml</c>, which azd reads.</summary>
internal static class AzureYaml
{
    /// <summary>The file as JSON.</summary>
    public static JsonElement Content { get; } = Read();

    /// <summary>Its services by name.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Services { get; } =
        Content.GetProperty("services").EnumerateObject().ToDictionary(static service => service.Name, static service => service.Value);

    /// <summary>The folder of a service's project.</summary>
    public static string ProjectFolder(string service) =>
        Path.GetFullPath(Path.Combine(Repository.Root, Services[service].TextAt("project")));

    /// <summary>The services that are deployed before a service.</summary>
    public static IEnumerable<string> UsedBy(string service) =>
        Services[service].TryGetProperty("uses", out var uses) ? uses.EnumerateArray().Select(static used => used.GetString() ?? "") : [];

    private static JsonElement Read()
    {
        var yaml = new DeserializerBuilder().Build().Deserialize<object>(File.ReadAllText(Path.Combine(Repository.Root, "azure.yaml")));
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(yaml);
        return JsonDocument.Parse(json).RootElement;
    }
}
