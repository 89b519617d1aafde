using Microsoft.OpenApi;

namespace Webhooks.Api.OpenApi;

/// <summary>Corrects what the generator says of null, so that every answer matches the document once.</summary>
internal static class NullDocumentation
{
    private const string AnyJson = "JsonElement";
    private const string Envelope = "DataResponseOf";

    public static void Correct(OpenApiDocument document)
    {
        foreach (var (name, schema) in document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            foreach (var (member, value) in schema.Properties?.ToList() ?? [])
            {
                if (value is not OpenApiSchema { OneOf: [OpenApiSchema { Type: JsonSchemaType.Null }, OpenApiSchemaReference reference] } union)
                {
                    continue;
                }

                // The resource is always there; the generator takes any type parameter for nullable.
                if (name.StartsWith(Envelope, StringComparison.Ordinal))
                {
                    schema.Properties![member] = reference;
                }
                else if (reference.Reference.Id == AnyJson)
                {
                    // Null is JSON of any kind, too: the union would match it twice.
                    schema.Properties![member] = new OpenApiSchema { Description = reference.Description ?? union.Description };
                }
            }
        }
    }
}
