using System.Net.Mime;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Webhooks.Api.Access;
using Webhooks.Contracts;
using Webhooks.ServiceDefaults;

namespace Webhooks.Api.OpenApi;

/// <summary>The <c>webhooks</c> of the OpenAPI document as AsyncAPI 3.0, made from it, so that both say the same.</summary>
internal static class AsyncApiDocument
{
    /// <summary>Where the document is.</summary>
    public const string Path = "/asyncapi/v1.json";

    private const string Channel = "destination";
    private const string Schemas = "#/components/schemas/";

    public static void MapAsyncApiDocument(this WebApplication app)
    {
        var document = app.MapGet(Path, ServeAsync).ExcludeFromDescription();
        ((IEndpointConventionBuilder)document).Finally(HeadRequests.Answer);
        document.DemandsNothing();
    }

    private static async Task<ContentHttpResult> ServeAsync(
        [FromKeyedServices(OpenApiDocuments.Name)] IOpenApiDocumentProvider documents, CancellationToken cancellationToken)
    {
        var openApi = await documents.GetOpenApiDocumentAsync(cancellationToken);
        var text = await openApi.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken);
        var json = JsonNode.Parse(text)!; // A document is an object.
        return TypedResults.Text(Of(json).ToJsonString(WebhooksJson.Options), MediaTypeNames.Application.Json, Encoding.UTF8);
    }

    private static JsonObject Of(JsonNode openApi)
    {
        var (messages, operations, schemas) = (new JsonObject(), new JsonObject(), new JsonObject());
        foreach (var (type, item) in openApi["webhooks"]!.AsObject()) // Its members are those that WebhookDocumentation adds.
        {
            var webhook = item!["post"]!;
            messages[type] = MessageOf(type, webhook);
            operations[$"send{webhook["operationId"]!.GetValue<string>()["Receive".Length..]}"] = OperationOf(type, webhook);
            AddSchemas(webhook["requestBody"]!, openApi, schemas);
        }

        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = InfoOf(openApi["info"]!),
            ["defaultContentType"] = MediaTypeNames.Application.Json,
            ["channels"] = new JsonObject
            {
                [Channel] = new JsonObject
                {
                    // The URL is the destination's own.
                    ["address"] = null,
                    ["title"] = "Destination",
                    ["description"] = "The URL of a webhook destination. Each event is one signed POST.",
                    ["messages"] = new JsonObject(messages.Select(message => KeyValuePair.Create(
                        message.Key, (JsonNode?)ReferenceTo($"#/components/messages/{message.Key}")))),
                },
            },
            ["operations"] = operations,
            ["components"] = new JsonObject { ["messages"] = messages, ["schemas"] = schemas },
        };
    }

    private static JsonObject InfoOf(JsonNode info) => new()
    {
        ["title"] = $"{info["title"]} events",
        ["version"] = info["version"]!.DeepClone(),
        ["description"] = "What destinations receive. The same as the webhooks of the OpenAPI document.",
        ["contact"] = info["contact"]!.DeepClone(),
        ["license"] = new JsonObject { ["name"] = info["license"]!["name"]!.DeepClone() },
    };

    private static JsonObject OperationOf(string type, JsonNode webhook) => new()
    {
        ["action"] = "send",
        ["channel"] = ReferenceTo($"#/channels/{Channel}"),
        ["summary"] = $"Send {type}",
        ["description"] = webhook["description"]!.DeepClone(),
        ["bindings"] = new JsonObject { ["http"] = new JsonObject { ["method"] = HttpMethods.Post, ["bindingVersion"] = "0.3.0" } },
        ["messages"] = new JsonArray(ReferenceTo($"#/channels/{Channel}/messages/{type}")),
    };

    private static JsonObject MessageOf(string type, JsonNode webhook)
    {
        var parameters = webhook["parameters"]!.AsArray().Select(parameter => parameter!.AsObject()).ToList();
        var content = webhook["requestBody"]!["content"]![MediaTypeNames.Application.Json]!;
        return new JsonObject
        {
            ["name"] = type,
            ["title"] = type,
            ["contentType"] = MediaTypeNames.Application.Json,
            ["headers"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray([.. parameters.Where(IsRequired).Select(parameter => parameter["name"]!.DeepClone())]),
                ["properties"] = new JsonObject(parameters.Select(parameter => KeyValuePair.Create(
                    parameter["name"]!.GetValue<string>(), (JsonNode?)HeaderOf(parameter)))),
            },
            ["payload"] = content["schema"]!.DeepClone(),
            ["examples"] = new JsonArray(new JsonObject { ["payload"] = content["example"]!.DeepClone() }),
        };
    }

    private static bool IsRequired(JsonObject parameter) => parameter["required"]?.GetValue<bool>() is true;

    private static JsonObject HeaderOf(JsonObject parameter)
    {
        var header = parameter["schema"]!.DeepClone().AsObject();
        header["description"] = parameter["description"]!.DeepClone();
        return header;
    }

    /// <summary>Adds the schemas that a part of the document refers to, and those that these refer to.</summary>
    private static void AddSchemas(JsonNode? part, JsonNode openApi, JsonObject schemas)
    {
        if (part is JsonObject reference
            && reference["$ref"]?.GetValue<string>() is { } target
            && target.StartsWith(Schemas, StringComparison.Ordinal))
        {
            var name = target[Schemas.Length..];
            if (!schemas.ContainsKey(name))
            {
                schemas[name] = openApi["components"]!["schemas"]![name]!.DeepClone();
                AddSchemas(schemas[name], openApi, schemas);
            }
        }

        IEnumerable<JsonNode?> inner = part switch
        {
            JsonObject members => members.Where(member => member.Key is not "example").Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (var node in inner)
        {
            AddSchemas(node, openApi, schemas);
        }
    }

    private static JsonObject ReferenceTo(string target) => new() { ["$ref"] = target };
}
