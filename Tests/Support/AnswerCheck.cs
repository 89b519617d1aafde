using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Pointer;
using Json.Schema;

namespace Webhooks.Tests.Support;

/// <summary>
/// Fails a request whose JSON answer is not what the OpenAPI document of the Api says of that route and status (JSON Schema 2020-12).
/// A member that the document does not have fails, too.
/// </summary>
public sealed class AnswerCheck : DelegatingHandler
{
    private const string DocumentPath = "/openapi/v1.json";
    private static readonly Uri Base = new("https://openapi.test/v1.json");
    private static readonly EvaluationOptions Options = new() { RequireFormatValidation = true, OutputFormat = OutputFormat.List };

    // Each Api of a test run serves the same document.
    private static readonly SemaphoreSlim Reading = new(1, 1);
    private static Document? document;

    /// <summary>Every answer that was checked, as <c>OperationId status</c>.</summary>
    public ConcurrentDictionary<string, int> Checked { get; } = new();

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType is not ("application/json" or "application/problem+json")
            || request.Method == HttpMethod.Head)
        {
            return response;
        }

        var described = document ?? await ReadDocumentAsync(request.RequestUri!, cancellationToken);
        if (described.Find(request.Method.Method, request.RequestUri!.AbsolutePath) is { } route)
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            if (route.WrongWith((int)response.StatusCode, answer) is { } wrong)
            {
                throw new InvalidOperationException(
                    $"{route.OperationId} answers {(int)response.StatusCode} with what is not in its document: {wrong}\n{answer}");
            }

            Checked.AddOrUpdate($"{route.OperationId} {(int)response.StatusCode}", 1, (_, count) => count + 1);
        }

        return response;
    }

    private async Task<Document> ReadDocumentAsync(Uri anywhere, CancellationToken cancellationToken)
    {
        await Reading.WaitAsync(cancellationToken);
        try
        {
            if (document is null)
            {
                using var response = await base.SendAsync(
                    new HttpRequestMessage(HttpMethod.Get, new Uri(anywhere, DocumentPath)), cancellationToken);
                document = new Document(JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!);
            }

            return document;
        }
        finally
        {
            Reading.Release();
        }
    }

    private sealed class Document
    {
        private readonly List<Route> routes = [];

        public Document(JsonNode openApi)
        {
            Close(openApi);
            SchemaRegistry.Global.Register(new JsonElementBaseDocument(JsonSerializer.SerializeToElement(openApi), Base));
            foreach (var (path, item) in openApi["paths"]!.AsObject())
            {
                foreach (var (method, operation) in item!.AsObject())
                {
                    routes.Add(new Route(openApi, path, method, operation!.AsObject()));
                }
            }
        }

        /// <summary>The route a request goes to: of several, the one that names most of the path.</summary>
        public Route? Find(string method, string path)
        {
            var segments = path.Trim('/').Split('/');
            return routes.Where(route => route.Takes(method, segments)).MaxBy(route => route.Literals);
        }

        /// <summary>Members that are not described are refused.</summary>
        private static void Close(JsonNode? node)
        {
            foreach (var child in node switch
            {
                JsonObject one => one.Where(member => member.Key is not ("example" or "examples" or "default" or "enum"))
                    .Select(member => member.Value).ToList(),
                JsonArray many => [.. many],
                _ => [],
            })
            {
                Close(child);
            }

            if (node is JsonObject schema && schema["properties"] is JsonObject && schema["type"] is not null
                && !schema.ContainsKey("additionalProperties"))
            {
                schema["additionalProperties"] = false;
            }
        }
    }

    private sealed class Route(JsonNode openApi, string path, string method, JsonObject operation)
    {
        private readonly string[] template = path.Trim('/').Split('/');
        private readonly ConcurrentDictionary<int, JsonSchema?> schemas = new();

        public string OperationId { get; } = operation["operationId"]!.GetValue<string>();

        public int Literals => template.Count(segment => !segment.StartsWith('{'));

        public bool Takes(string wanted, string[] segments) =>
            method.Equals(wanted, StringComparison.OrdinalIgnoreCase)
            && segments.Length == template.Length
            && template.Zip(segments).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);

        public string? WrongWith(int status, string answer)
        {
            if (schemas.GetOrAdd(status, SchemaOf) is not { } schema)
            {
                return "a status or a body that is not described";
            }

            using var body = JsonDocument.Parse(answer);
            var result = schema.Evaluate(body.RootElement, Options);
            return result.IsValid ? null : string.Join('\n', from detail in result.Details ?? []
                                                             where detail.Errors is not null
                                                             from error in detail.Errors!
                                                             select $"{detail.InstanceLocation}: {error.Value}");
        }

        private JsonSchema? SchemaOf(int status)
        {
            var pointer = $"/paths/{Escape(path)}/{method}/responses/{status}";
            var response = operation["responses"]![$"{status}"];
            if (response?["$ref"]?.GetValue<string>() is { } reference)
            {
                pointer = reference.TrimStart('#');
                response = JsonPointer.Parse(pointer).TryEvaluate(openApi, out var target) ? target : null;
            }

            return response?["content"]?.AsObject().FirstOrDefault() is { Value: not null } content
                ? JsonSchema.FromText($$"""{"$schema":"https://json-schema.org/draft/2020-12/schema","$ref":"{{Base}}#{{pointer}}/content/{{Escape(content.Key)}}/schema"}""")
                : null;
        }

        private static string Escape(string segment) =>
            Uri.EscapeDataString(segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
    }
}
