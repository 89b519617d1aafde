using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Webhooks.Core.Triggers;

/// <summary>
/// Reads a JSON Schema keyword by keyword: refuses what would not be held, writes what the library holds for the library, and keeps the
/// rest as <see cref="SchemaChecks"/>. Nothing else reaches the library, which would fetch remote references.
/// </summary>
internal sealed partial class PayloadSchemaReader
{
    /// <summary>The member that tells a schema's <see cref="SchemaChecks"/> by number.</summary>
    public const string ChecksMember = "x-checks";

    private const int MaximumDepth = 32;
    private const int MaximumSchemas = 1_000;
    private const int MaximumPattern = 1_000;
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly HashSet<string> Types = ["object", "array", "string", "number", "integer", "boolean", "null"];
    private static readonly HashSet<string> Formats = ["date-time", "date", "time", "email", "hostname", "ipv4", "ipv6", "uri", "uuid"];
    private static readonly HashSet<string> Annotations =
        ["title", "description", "default", "examples", "$schema", "$comment", "deprecated", "readOnly", "writeOnly"];

    private readonly List<PayloadError> errors = [];
    private readonly List<SchemaChecks> checks = [];
    private readonly HashSet<string> definitions = new(StringComparer.Ordinal);
    private readonly List<(string Pointer, string Target)> references = [];
    private int schemas;

    /// <summary>What is wrong, the first <see cref="PayloadSchema.MaximumErrors"/>.</summary>
    public IReadOnlyList<PayloadError> Errors => errors;

    public IReadOnlyList<SchemaChecks> Checks => checks;

    /// <summary>What the library shall hold; null when there are errors.</summary>
    public JObject? Read(JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            Add(string.Empty, "must be an object");
            return null;
        }

        try
        {
            if (schema.GetRawText().Length > PayloadSchema.MaximumBytes)
            {
                Add(string.Empty, $"may have at most {PayloadSchema.MaximumBytes} bytes");
                return null;
            }

            var rules = ReadSchema(schema, string.Empty, depth: 1);
            foreach (var (pointer, target) in references.Where(reference => !definitions.Contains(reference.Target)))
            {
                Add(pointer, "must refer to a schema that is there");
            }

            return errors.Count == 0 ? rules : null;
        }
        catch (InvalidOperationException)
        {
            Add(string.Empty, "must be Unicode text throughout");
            return null;
        }
    }

    private JObject ReadSchema(JsonElement schema, string path, int depth)
    {
        var rules = new JObject();
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            if (schema.ValueKind is JsonValueKind.False)
            {
                rules["not"] = new JObject();
            }

            return rules;
        }

        if (schema.ValueKind is not JsonValueKind.Object)
        {
            Add(path, "must be an object or a boolean");
            return rules;
        }

        if (depth > MaximumDepth || ++schemas > MaximumSchemas)
        {
            Add(path, depth > MaximumDepth ? $"must not be nested more than {MaximumDepth} levels deep" : $"is one schema more than {MaximumSchemas}");
            return rules;
        }

        var own = new SchemaChecks();
        checks.Add(own);
        rules[ChecksMember] = checks.Count - 1;
        var isReference = schema.TryGetProperty("$ref", out _);
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !Annotations.Contains(keyword.Name)))
        {
            var place = $"{path}/{PayloadTokens.Escape(keyword.Name)}";
            if (isReference && keyword.Name is not ("$ref" or "definitions" or "$defs"))
            {
                Add(place, "would be ignored beside $ref; put both into allOf");
            }
            else if (!ReadValueKeyword(keyword, place, own, rules) && !ReadSchemaKeyword(keyword, place, depth, rules))
            {
                Add(place, "is not a keyword that is held");
            }
        }

        if (rules["additionalItems"] is not null && rules["items"] is not JArray)
        {
            Add($"{path}/additionalItems", "would be ignored, because items is not an array");
        }

        return rules;
    }

    /// <summary>Keywords that hold schemas; false for all others.</summary>
    private bool ReadSchemaKeyword(JsonProperty keyword, string place, int depth, JObject rules)
    {
        switch (keyword.Name)
        {
            case "$ref":
                // One of two, since the library takes a schema with a single reference for the schema that is referred to, and skips the
                // checks of the first.
                rules["allOf"] = new JArray(new JObject { ["$ref"] = ReadReference(keyword.Value, place) }, new JObject());
                return true;
            case "$id" when depth == 1:
                // An annotation, since all references are local.
                return true;
            case "definitions" or "$defs" when depth == 1:
                ReadDefinitions(keyword, place, rules);
                return true;
            case "properties":
                rules["properties"] = ReadSchemasByName(keyword.Value, place, depth);
                return true;
            case "items" when keyword.Value.ValueKind is JsonValueKind.Array:
            case "allOf" or "anyOf" or "oneOf":
                rules[keyword.Name] = ReadSchemas(keyword.Value, place, depth);
                return true;
            case "additionalProperties" or "additionalItems" when keyword.Value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                rules[keyword.Name] = keyword.Value.GetBoolean();
                return true;
            case "additionalProperties" or "additionalItems" or "items" or "not":
                rules[keyword.Name] = ReadSchema(keyword.Value, place, depth + 1);
                return true;
            default:
                return false;
        }
    }

    private void ReadDefinitions(JsonProperty keyword, string place, JObject rules)
    {
        if (keyword.Value.ValueKind is not JsonValueKind.Object)
        {
            Add(place, "must be an object");
            return;
        }

        // Both names are usual; here they share a place, so the names in it tell them apart.
        var all = rules["definitions"] as JObject ?? [];
        foreach (var definition in keyword.Value.EnumerateObject())
        {
            var pointer = $"{place}/{PayloadTokens.Escape(definition.Name)}";
            if (!DefinitionName().IsMatch(definition.Name))
            {
                Add(pointer, "must have a name of 1 to 100 letters, digits, '.', '_' and '-'");
                continue;
            }

            definitions.Add($"#/{keyword.Name}/{definition.Name}");
            all[DefinitionKey(keyword.Name, definition.Name)] = ReadSchema(definition.Value, pointer, depth: 2);
        }

        rules["definitions"] = all;
    }

    private string ReadReference(JsonElement value, string place)
    {
        var target = value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        if (target == "#")
        {
            return target;
        }

        if (target?.Split('/') is ["#", ("definitions" or "$defs") and var keyword, var name] && DefinitionName().IsMatch(name))
        {
            references.Add((place, target));
            return $"#/definitions/{DefinitionKey(keyword, name)}";
        }

        Add(place, "must be #, #/definitions/… or #/$defs/… of this schema");
        return "#";
    }

    private JObject ReadSchemasByName(JsonElement value, string place, int depth)
    {
        var rules = new JObject();
        if (value.ValueKind is not JsonValueKind.Object)
        {
            Add(place, "must be an object");
            return rules;
        }

        foreach (var member in value.EnumerateObject())
        {
            rules[member.Name] = ReadSchema(member.Value, $"{place}/{PayloadTokens.Escape(member.Name)}", depth + 1);
        }

        return rules;
    }

    private JArray ReadSchemas(JsonElement value, string place, int depth)
    {
        var rules = new JArray();
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Add(place, "must be an array of schemas");
            return rules;
        }

        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            rules.Add(ReadSchema(item, string.Create(CultureInfo.InvariantCulture, $"{place}/{index}"), depth + 1));
        }

        return rules;
    }

    private void Add(string pointer, string detail)
    {
        if (errors.Count < PayloadSchema.MaximumErrors)
        {
            errors.Add(new PayloadError(pointer, detail));
        }
    }

    private static string DefinitionKey(string keyword, string name) => $"{(keyword == "$defs" ? "b" : "a")}-{name}";

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex DefinitionName();
}
