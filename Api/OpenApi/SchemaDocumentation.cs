using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Webhooks.Api.Http;
using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

/// <summary>Describes what the schema generator cannot see: types with JSON converters of their own.</summary>
internal static partial class SchemaDocumentation
{
    /// <summary>Whether the type is a member of an update that may be left out.</summary>
    public static bool IsOptional(Type type) => BodyShape.IsOptional(type);

    /// <summary>Whether a value is JSON of the caller's own.</summary>
    public static bool IsAnyJson(Type type) => type == typeof(JsonElement) || type == typeof(JsonElement?);

    public static async Task DescribeAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // The text that the compiler found in the sources has their line breaks.
        schema.Description = schema.Description is null ? null : SourceBreaks().Replace(schema.Description, " ");
        var type = context.JsonTypeInfo.Type;
        if (IsOptional(type))
        {
            await DescribeOptionalAsync(schema, type.GetGenericArguments()[0], context, cancellationToken);
        }
        else if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            schema.Type = JsonSchemaType.String | (type == typeof(DateTimeOffset) ? default : JsonSchemaType.Null);
            schema.Format = "date-time";
        }
        else if (IsAnyJson(type))
        {
            DescribeAnyJson(schema, context.JsonPropertyInfo);
        }
        else if (type == typeof(RetryPolicySetting))
        {
            DescribeRetryPolicy(schema);
        }
        else if (schema.Type is { } written && written.HasFlag(JsonSchemaType.String)
            && schema.Format is "int32" or "int64" or "double" or "float")
        {
            // The serializer would also read numbers in quotes; the API neither reads nor writes them so.
            schema.Type = written & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        if (context.JsonTypeInfo.Kind is JsonTypeInfoKind.Object)
        {
            NullDocumentation.Note(schema, context.JsonTypeInfo);
            if (context.JsonTypeInfo.Properties.Any(static property => property.IsExtensionData))
            {
                schema.AdditionalProperties = new OpenApiSchema();
            }
        }

        if (context.JsonPropertyInfo is { } member)
        {
            MemberRules.Apply(member, schema);
            DescribeNull(member, schema);
        }
    }

    /// <summary>JSON of the caller's own is an object with any members. Only a JSON Schema may be true or false as well.</summary>
    private static void DescribeAnyJson(OpenApiSchema schema, JsonPropertyInfo? member)
    {
        if (member?.Name is not (null or "inputSchema"))
        {
            schema.Type = JsonSchemaType.Object | (member.PropertyType == typeof(JsonElement?) ? JsonSchemaType.Null : default);
            schema.AdditionalProperties = new OpenApiSchema();
        }
    }

    /// <summary>
    /// Whether a request's member may be null, as <see cref="BodyShape"/> enforces it; a schema without a type takes anything.
    /// </summary>
    private static void DescribeNull(JsonPropertyInfo member, OpenApiSchema schema)
    {
        if (member.AttributeProvider?.IsDefined(typeof(NeverNullAttribute), inherit: true) is true)
        {
            schema.Type &= ~JsonSchemaType.Null;
        }
        else if (schema.Type is JsonSchemaType.Object
            && member.DeclaringType.Name.EndsWith("Request", StringComparison.Ordinal)
            && BodyShape.MayBeNull(member))
        {
            schema.Type |= JsonSchemaType.Null;
        }
    }

    private static async Task DescribeOptionalAsync(
        OpenApiSchema schema, Type inner, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var value = await context.GetOrCreateSchemaAsync(inner, null, cancellationToken);
        var mayBeNull = context.JsonPropertyInfo is { } member && BodyShape.MayBeNull(member);
        schema.Type = value.Type | (mayBeNull ? JsonSchemaType.Null : default(JsonSchemaType));
        schema.Format = value.Format;
        schema.Items = value.Items;
        schema.AdditionalProperties = value.AdditionalProperties;
        schema.OneOf = value.OneOf;
        schema.Minimum = value.Minimum;
        schema.Maximum = value.Maximum;
        schema.Pattern = value.Pattern;
    }

    /// <summary>
    /// Requests refer to the retry policy by name, as answers do. The framework repeats it in each, and generators then make a type of
    /// each.
    /// </summary>
    public static void NameRetryPolicy(OpenApiDocument document)
    {
        foreach (var schema in document.Components?.Schemas?.Values.ToList() ?? [])
        {
            if (schema.Properties?.TryGetValue("retryPolicy", out var policy) is true && policy is OpenApiSchema)
            {
                schema.Properties["retryPolicy"] =
                    new OpenApiSchemaReference(nameof(RetryPolicySetting), document) { Description = policy.Description };
            }
        }
    }

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex SourceBreaks();

    private static void DescribeRetryPolicy(OpenApiSchema schema)
    {
        // Its two members.
        var (name, waits) = ((OpenApiSchema)schema.Properties!["name"], (OpenApiSchema)schema.Properties["waitSeconds"]);
        name.Type = JsonSchemaType.String;
        name.Enum = [.. RetryPolicySetting.All.Select(static one => (JsonNode)one)];
        waits.Type = JsonSchemaType.Array;
        waits.MinItems = 1;
        waits.MaxItems = RetryPolicySetting.MaxWaits;
        waits.Items = new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = "1",
            Maximum = $"{RetryPolicySetting.MaxWaitSeconds}",
        };
        schema.Required = new HashSet<string> { "name" };
    }
}
