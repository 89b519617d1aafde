using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

/// <summary>Rules of a member beyond its type, as its contract says (<see cref="FieldRule"/>).</summary>
internal static class MemberRules
{
    /// <summary>Adds the rule of a member to its schema.</summary>
    public static void Apply(JsonPropertyInfo member, OpenApiSchema schema)
    {
        if (member.AttributeProvider is not PropertyInfo property)
        {
            return;
        }

        var rule = FieldRule.Of(property);
        if (rule.Smallest is { } smallest && rule.Largest is { } largest)
        {
            schema.Minimum = smallest.ToString(CultureInfo.InvariantCulture);
            schema.Maximum = largest.ToString(CultureInfo.InvariantCulture);
        }

        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Array))
        {
            schema.MinItems = rule.Fewest is 0 ? null : rule.Fewest;
            schema.MaxItems = rule.Most;
            if (rule.Longest is not null || rule.Values is not null)
            {
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
                DescribeText((OpenApiSchema)schema.Items, rule);
            }
        }
        else
        {
            DescribeText(schema, rule);
        }
    }

    private static void DescribeText(OpenApiSchema schema, FieldRule rule)
    {
        if (rule.Longest is { } longest)
        {
            schema.MinLength = rule.MayBeEmpty ? null : 1;
            schema.MaxLength = longest;
        }

        schema.Pattern = rule.Pattern is null ? schema.Pattern : $"^{rule.Pattern}$";
        schema.Format = rule.IsUrl ? "uri" : schema.Format;
        if (rule.Values is { } values && schema.Type is JsonSchemaType.String)
        {
            // With null beside the words the list would have to have it too, which generators make a word of.
            schema.Enum = [.. values.Select(static value => (JsonNode)value)];
        }
    }
}
