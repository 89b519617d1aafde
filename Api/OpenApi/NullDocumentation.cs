using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;

namespace Webhooks.Api.OpenApi;

/// <summary>Corrects what the generator says of null, so that every answer matches the document once.</summary>
internal static class NullDocumentation
{
    private const string Envelope = "DataResponseOf";
    private const string Absent = nameof(Absent);

    /// <summary>Notes for <see cref="Correct"/> which members of a type are left out at times.</summary>
    public static void Note(OpenApiSchema schema, JsonTypeInfo type) =>
        (schema.Metadata ??= new Dictionary<string, object>())[Absent] =
            type.Properties.Where(IsLeftOut).Select(member => member.Name).ToHashSet();

    public static void Correct(OpenApiDocument document)
    {
        var schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        var sent = SchemasOfRequests(document, schemas);
        foreach (var (name, schema) in schemas)
        {
            var absent = schema is OpenApiSchema { Metadata: { } notes } && notes.TryGetValue(Absent, out var names)
                ? (HashSet<string>)names
                : [];
            foreach (var (member, value) in schema.Properties?.ToList() ?? [])
            {
                var mayBeAbsent = absent.Contains(member);
                // The resource is always there; the generator takes any type parameter for nullable.
                var neverNull = name.StartsWith(Envelope, StringComparison.Ordinal) || (mayBeAbsent && !sent.Contains(name));
                schema.Properties![member] = Corrected(value, neverNull);
            }

            if (!sent.Contains(name) && schema is OpenApiSchema { Properties: { } members } answer)
            {
                answer.Required = members.Keys.Where(member => !absent.Contains(member)).ToHashSet();
            }
        }
    }

    private static bool IsLeftOut(JsonPropertyInfo member) =>
        member.Get is null || member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
            is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull or JsonIgnoreCondition.WhenWritingDefault }];

    private static IOpenApiSchema Corrected(IOpenApiSchema value, bool neverNull)
    {
        if (value is OpenApiSchema { OneOf: [OpenApiSchema { Type: JsonSchemaType.Null }, OpenApiSchemaReference reference] } union)
        {
            return neverNull ? reference : union;
        }

        if (neverNull && value is OpenApiSchema { Type: not null } schema)
        {
            // An answer leaves out what it would say null for.
            schema.Type &= ~JsonSchemaType.Null;
        }

        return value;
    }

    /// <summary>The names of the schemas that a request body is made of.</summary>
    private static HashSet<string> SchemasOfRequests(OpenApiDocument document, IDictionary<string, IOpenApiSchema> schemas)
    {
        var found = new HashSet<string>();
        var open = new Stack<IOpenApiSchema?>(
            from path in document.Paths.Values
            from operation in path.Operations?.Values.ToList() ?? []
            from content in operation.RequestBody?.Content?.Values.ToList() ?? []
            select content.Schema);
        while (open.TryPop(out var next))
        {
            if (next is OpenApiSchemaReference { Reference.Id: { } id })
            {
                if (found.Add(id))
                {
                    open.Push(schemas[id]);
                }

                continue;
            }

            foreach (var part in (IEnumerable<IOpenApiSchema?>)
                [
                    next?.Items, next?.AdditionalProperties, .. next?.Properties?.Values ?? [],
                    .. next?.OneOf ?? [], .. next?.AnyOf ?? [], .. next?.AllOf ?? [],
                ])
            {
                if (part is not null)
                {
                    open.Push(part);
                }
            }
        }

        return found;
    }
}
