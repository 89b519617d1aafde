using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using Webhooks.Contracts;

namespace Webhooks.Api.Events;

/// <summary>
/// The event types there are (seed: outbound webhooks, "Event types"), each with what a destination receives. Schema and example are made
/// of the contracts that receivers read payloads with, so they cannot drift from them.
/// </summary>
internal static class EventTypeCatalog
{
    private static readonly JsonSerializerOptions SchemaOptions = new(WebhooksJson.Options) { NumberHandling = JsonNumberHandling.Strict };

    private static readonly JsonSchemaExporterOptions ExporterOptions =
        new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    /// <summary>All of them, in the order of the seed.</summary>
    public static IReadOnlyList<EventTypeResponse> All { get; } = [.. EventTypes.Catalog.Select(type => new EventTypeResponse
    {
        Type = type.Name,
        Description = type.Description,
        Schema = SchemaOf(type.Name),
        Example = PayloadExamples.Of(type.Name),
    })];

    private static JsonElement SchemaOf(string type)
    {
        // An object's schema is an object.
        var schema = (JsonObject)SchemaOptions.GetJsonSchemaAsNode(PayloadExamples.ContractOf(type), ExporterOptions);
        schema["properties"]!["type"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(type) };
        // There always is data, which the generic contract cannot say.
        schema["properties"]!["data"]!["type"] = "object";
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", type);
        return JsonSerializer.SerializeToElement(schema, WebhooksJson.Options);
    }

    /// <summary>Describes what the exporter cannot see: types with their own converters, and members that hold any JSON object.</summary>
    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = context.TypeInfo.Type;
        return type == typeof(DateTimeOffset) ? new JsonObject { ["type"] = "string", ["format"] = "date-time" }
            : type == typeof(JsonElement) || type == typeof(JsonElement?) ? new JsonObject { ["type"] = new JsonArray("object", "null") }
            : schema;
    }
}
