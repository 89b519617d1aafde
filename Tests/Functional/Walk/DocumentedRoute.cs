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

    /// <summary>The example of its body.</summary>
    public JsonElement Example => Operation.GetProperty("requestBody").GetProperty("content").GetProperty(Json).GetProperty("example");

    public static async Task<IReadOnlyList<DocumentedRoute>> ReadAllAsync(HttpClient http)
    {
        var document = JsonSerializer.Deserialize<JsonElement>(await http.GetStringAsync("/openapi/v1.json"));
        return [.. from path in document.GetProperty("paths").EnumerateObject()
                   from operation in path.Value.EnumerateObject()
                   where operation.Name is "get" or "post" or "patch" or "put" or "delete"
                   select new DocumentedRoute(operation.Name.ToUpperInvariant(), path.Name.TrimEnd('/'), operation.Value)];
    }

    /// <summary>A request to it.</summary>
    /// <param name="tenantId">The tenant of the path.</param>
    /// <param name="projectId">The project of the path.</param>
    /// <param name="content">The body; null = the example's.</param>
    /// <param name="existing">Ids by the collection they are in, such as <c>agents</c>; those of other collections do not exist.</param>
    public HttpRequestMessage To(string tenantId, string projectId, HttpContent? content = null, IReadOnlyDictionary<string, string>? existing = null)
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

    private StringContent? ExampleContent() => ReadsBody ? new StringContent(Example.GetRawText(), Encoding.UTF8, Json) : null;
}
