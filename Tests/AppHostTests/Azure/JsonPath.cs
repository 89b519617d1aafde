using System.Text.Json;

namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>Short ways into JSON.</summary>
internal static class JsonPath
{
    /// <summary>What is at a path such as <c>properties.template.scale</c>.</summary>
    public static JsonElement At(this JsonElement element, string path) =>
        path.Split('.').Aggregate(element, static (current, name) => current.GetProperty(name));

    /// <summary>The string there.</summary>
    public static string TextAt(this JsonElement element, string path) => element.At(path).GetString() ?? "";

    /// <summary>Every object below an element, and the element itself.</summary>
    public static IEnumerable<JsonElement> Objects(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static property => property.Value.Objects()).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        _ => [],
    };
}
