using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Webhooks.Tests.Functional.Walk;

/// <summary>An operation of the OpenAPI document that the Api serves.</summary>
internal sealed record DocumentedRoute(string Method, string Path, JsonElement Operation)
{
    private const string Json = "application/json";

    public string OperationId => Operation.GetProperty("operationId").GetString()!;

    public bool ReadsBody => Operation.TryGetProperty("requestBody", out _);

    public bool IsInTenant => Path.Contains("{tenantId}", StringComparison.Ordinal);

    /// <summary>Whether it is about one resource within a tenant or project.</summary>
    public bool NamesResource => Path.Split('/').Any(segment => segment.StartsWith('{') && segment is not ("{tenantId}" or "{projectId}"));

    /// <summary>Every status it says it answers with.</summary>
    public IReadOnlySet<int> Statuses => Operation.GetProperty("responses").EnumerateObject()
        .Select(response => int.Parse(response.Name, CultureInfo.InvariantCulture))
        .ToHashSet();

    /// <summary>The members its body may have, with their schemas.</summary>
    public required IReadOnlyList<(string Name, JsonElement Schema)> Members { get; init; }

    /// <summary>The example of its body.</summary>
    public JsonElement Example => Operation.GetProperty("requestBody").GetProperty("content").GetProperty(Json).GetProperty("example");

    public static async Task<IReadOnlyList<DocumentedRoute>> ReadAllAsync(HttpClient http)
    {
        var document = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("/openapi/v1.json"));
        return [.. from path in document.GetProperty("paths").EnumerateObject()
                   from operation in path.Value.EnumerateObject()
                   where operation.Name is "get" or "post" or "patch" or "put" or "delete"
                   select new DocumentedRoute(operation.Name.ToUpperInvariant(), path.Name.TrimEnd('/'), operation.Value)
                   {
                       Members = [.. MembersOf(document, operation.Value)],
                   }];
    }

    /// <summary>Whether a schema takes null.</summary>
    public static bool MayBeNull(JsonElement schema) =>
        schema.TryGetProperty("type", out var type)
            ? type.ValueKind is JsonValueKind.Array && type.EnumerateArray().Any(one => one.GetString() == "null")
            : !schema.TryGetProperty("oneOf", out var cases)
                || cases.EnumerateArray().Any(one => one.TryGetProperty("type", out var kind) && kind.ToString() == "null");

    /// <summary>A request to it.</summary>
    /// <param name="tenantId">The tenant of the path.</param>
    /// <param name="projectId">The project of the path.</param>
    /// <param name="content">The body; null = the example's.</param>
    /// <param name="existing">Ids by the collection they are in, such as <c>agents</c>; those of other collections do not exist.</param>
    public HttpRequestMessage To(
        string tenantId, string projectId, HttpContent? content = null, IReadOnlyDictionary<string, string>? existing = null)
    {
        var parts = Path.Split('/');
        var segments = parts.Select((segment, index) => segment switch
        {
            "{tenantId}" => tenantId,
            "{projectId}" => projectId,
            _ => !segment.StartsWith('{') ? segment : existing?.GetValueOrDefault(parts[index - 1]) ?? "nothing-here",
        });
        return new HttpRequestMessage(new HttpMethod(Method), string.Join('/', segments)) { Content = content ?? ExampleContent() };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path}";

    private static IEnumerable<(string Name, JsonElement Schema)> MembersOf(JsonElement document, JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
        {
            return [];
        }

        var schema = Resolve(document, body.GetProperty("content").GetProperty(Json).GetProperty("schema"));
        return schema.TryGetProperty("properties", out var members)
            ? members.EnumerateObject().Select(member => (member.Name, Resolve(document, member.Value)))
            : [];
    }

    private static JsonElement Resolve(JsonElement document, JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;

    private StringContent? ExampleContent() => ReadsBody ? new StringContent(Example.GetRawText(), Encoding.UTF8, Json) : null;
}
