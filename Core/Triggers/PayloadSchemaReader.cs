using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Webhooks.Core.Triggers;

/// <summary>
/// Reads a JSON Schema keyword by keyword: refuses what would not be held and what would be too much, and writes the rest for the library,
/// without annotations. Nothing else reaches the library. After an error, the written schema is not used.
/// </summary>
internal sealed partial class PayloadSchemaReader
{
    private const int MaximumDepth = 32;
    private const int MaximumSchemas = 1_000;
    private const int MaximumPatterns = 100;

    // The library keeps the place of every schema, with all names on the way there.
    private const int MaximumPlaces = 500_000;
    private const int MaximumEvaluations = 10_000;

    private static readonly FrozenSet<string> Annotations = FrozenSet.Create(
        "title", "description", "default", "examples", "$comment", "deprecated", "readOnly", "writeOnly");

    private static readonly FrozenSet<string> OlderDrafts = FrozenSet.Create(
        "http://json-schema.org/draft-04/schema", "http://json-schema.org/draft-06/schema", "http://json-schema.org/draft-07/schema");

    private static readonly FrozenSet<string> Drafts = FrozenSet.Create(
        [.. OlderDrafts, "https://json-schema.org/draft/2019-09/schema", "https://json-schema.org/draft/2020-12/schema"]);

    private static readonly FrozenSet<string> OneSchema = FrozenSet.Create(
        "not", "if", "then", "else", "contains", "propertyNames", "items", "additionalItems", "additionalProperties", "unevaluatedItems",
        "unevaluatedProperties");

    private static readonly FrozenSet<string> ManySchemas = FrozenSet.Create("allOf", "anyOf", "oneOf", "prefixItems");

    private static readonly FrozenSet<string> NamedSchemas = FrozenSet.Create(
        "properties", "patternProperties", "dependentSchemas", "$defs", "definitions");

    /// <summary>Keywords whose schemas apply to the same value, not to a part of it.</summary>
    private static readonly FrozenSet<string> InPlace = FrozenSet.Create(
        "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas");

    private readonly List<PayloadError> errors = [];
    private readonly List<(string Place, string Target)> references = [];

    /// <summary>By the place of each schema: the schemas that are evaluated against the same value because this one is.</summary>
    private readonly Dictionary<string, List<string>> inPlace = new(StringComparer.Ordinal);
    private bool ignoresBesideReferences;
    private int patterns;
    private int places;

    /// <summary>The errors, at most the first <see cref="PayloadSchema.MaximumErrors"/>.</summary>
    public IReadOnlyList<PayloadError> Errors => errors;

    /// <summary>The schema for the library; null when there are errors.</summary>
    public JsonElement? Read(JsonElement schema)
    {
        try
        {
            if (schema.ValueKind is not JsonValueKind.Object)
            {
                Add(string.Empty, "must be an object");
            }
            else if (JsonMarshal.GetRawUtf8Value(schema).Length > PayloadSchema.MaximumBytes)
            {
                Add(string.Empty, $"may have at most {PayloadSchema.MaximumBytes} bytes");
            }
            else if (CanonicalJson.Read(schema, out var canonical) is { } error)
            {
                errors.Add(error);
            }
            else
            {
                ignoresBesideReferences = canonical.TryGetProperty("$schema", out var draft) && OlderDrafts.Contains(DraftOf(draft));
                var rules = ReadSchema(canonical, string.Empty, depth: 1);
                CheckReferences();
                return errors.Count == 0 ? JsonSerializer.SerializeToElement(rules) : null;
            }
        }
        catch (InvalidOperationException)
        {
            Add(string.Empty, "must be Unicode text throughout");
        }

        return null;
    }

    private JsonObject ReadSchema(JsonElement schema, string path, int depth)
    {
        var rules = new JsonObject { [PayloadKeywords.Count] = true };
        var fault = schema.ValueKind switch
        {
            not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False) => "must be an object or a boolean",
            _ when depth > MaximumDepth => $"must not be nested more than {MaximumDepth} levels deep",
            _ when inPlace.Count == MaximumSchemas => $"is one schema more than {MaximumSchemas}",
            _ when (places += path.Length) > MaximumPlaces => "is in a schema with too many long names",
            _ => null,
        };
        if (fault is not null || errors.Count == PayloadSchema.MaximumErrors)
        {
            Add(path, fault ?? string.Empty);
            return rules;
        }

        inPlace[path] = [];
        if (schema.ValueKind is JsonValueKind.False)
        {
            rules[PayloadKeywords.Never] = true;
        }
        else if (schema.ValueKind is JsonValueKind.Object)
        {
            foreach (var keyword in schema.EnumerateObject().Where(keyword => !Annotations.Contains(keyword.Name)))
            {
                if (FaultOf(schema, keyword.Name, keyword.Value) is { } misplaced)
                {
                    Add($"{path}/{Escape(keyword.Name)}", misplaced);
                }
                else if (keyword.Name != "$schema" && (keyword.Name != "$id" || depth > 1))
                {
                    // The id is an annotation, too, since all references are local.
                    rules[keyword.Name] = ReadKeyword(keyword.Name, keyword.Value, path, depth);
                }
            }
        }

        return rules;
    }

    /// <summary>Why a keyword cannot be in this schema, whatever schemas it holds.</summary>
    private string? FaultOf(JsonElement schema, string name, JsonElement value) => name switch
    {
        "$schema" => Drafts.Contains(DraftOf(value)) ? null : $"must be one of {string.Join(", ", Drafts.Order())}",
        not ("$ref" or "$defs" or "definitions" or "$id") when ignoresBesideReferences && schema.TryGetProperty("$ref", out _) =>
            "would be ignored beside $ref in this draft; put both into allOf",
        "additionalItems" when !schema.TryGetProperty("items", out var items) || items.ValueKind is not JsonValueKind.Array =>
            "would be ignored, because items is not an array",
        "items" when value.ValueKind is JsonValueKind.Array && schema.TryGetProperty("prefixItems", out _) =>
            "must not be an array beside prefixItems",
        _ => null,
    };

    private JsonNode? ReadKeyword(string name, JsonElement value, string path, int depth)
    {
        var place = $"{path}/{Escape(name)}";
        if (name == "$ref")
        {
            return ReadReference(value, path, place);
        }

        if (ManySchemas.Contains(name) || (name == "items" && value.ValueKind is JsonValueKind.Array))
        {
            return ReadMany(name, value, path, depth);
        }

        if (OneSchema.Contains(name))
        {
            return ReadChild(name, value, path, place, depth);
        }

        if (NamedSchemas.Contains(name))
        {
            return ReadNamed(name, value, path, depth);
        }

        if (!PayloadRules.All.TryGetValue(name, out var rule) || name == PayloadKeywords.Never)
        {
            Add(place, "is not a supported keyword");
        }
        else if (rule.FaultOf(value) is { } fault)
        {
            Add(place, fault);
        }
        else if (name == "pattern")
        {
            CountPattern(place);
        }

        return JsonSerializer.SerializeToNode(value);
    }

    private JsonObject ReadChild(string keyword, JsonElement schema, string path, string place, int depth)
    {
        if (InPlace.Contains(keyword))
        {
            inPlace[path].Add(place);
        }

        return ReadSchema(schema, place, depth + 1);
    }

    private JsonArray? ReadMany(string name, JsonElement value, string path, int depth)
    {
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Add($"{path}/{name}", "must be an array of schemas");
            return null;
        }

        var children = value.EnumerateArray().Index().Select(each => ReadChild(
            name, each.Item, path, string.Create(CultureInfo.InvariantCulture, $"{path}/{name}/{each.Index}"), depth));
        return [.. children];
    }

    private JsonObject? ReadNamed(string name, JsonElement value, string path, int depth)
    {
        if (value.ValueKind is not JsonValueKind.Object)
        {
            Add($"{path}/{name}", "must be an object");
            return null;
        }

        var rules = new JsonObject();
        foreach (var member in value.EnumerateObject())
        {
            var place = $"{path}/{name}/{Escape(member.Name)}";
            rules[member.Name] = ReadChild(name, member.Value, path, place, depth);
            if (name == "patternProperties")
            {
                CountPattern(place);
                Add(place, PayloadRules.PatternOf(member.Name) is null ? PayloadRules.PatternDemand : null);
            }
        }

        return rules;
    }

    private JsonNode? ReadReference(JsonElement value, string path, string place)
    {
        var text = value.ValueKind is JsonValueKind.String ? value.GetString()! : string.Empty;
        if (text != "#" && !text.StartsWith("#/", StringComparison.Ordinal))
        {
            Add(place, "must refer to a place in this schema, such as #/$defs/name");
            return null;
        }

        var target = Uri.UnescapeDataString(text[1..]);
        references.Add((place, target));
        inPlace[path].Add(target);
        return "#" + string.Join('/', target.Split('/').Select(Uri.EscapeDataString));
    }

    private void CheckReferences()
    {
        foreach (var (place, _) in references.Where(each => !Referable().IsMatch(each.Target) || !inPlace.ContainsKey(each.Target)))
        {
            Add(place, "must refer to a schema that is there, in $defs, definitions or properties");
        }

        var costs = new Dictionary<string, long>(StringComparer.Ordinal);
        if (errors.Count == 0 && inPlace.Keys.FirstOrDefault(place => CostOf(place, costs) > MaximumEvaluations) is { } costly)
        {
            Add(costly, PayloadSchema.TooCostly);
        }
    }

    /// <summary>
    /// How many schemas are evaluated against a value that one is evaluated against; too many when it comes back to itself.
    /// </summary>
    private long CostOf(string place, Dictionary<string, long> costs)
    {
        if (costs.TryGetValue(place, out var known))
        {
            return known;
        }

        // Until it is known: a schema that gets here again refers to itself.
        costs[place] = MaximumEvaluations;
        var cost = 1 + inPlace[place].Sum(next => CostOf(next, costs));
        return costs[place] = Math.Min(cost, MaximumEvaluations + 1);
    }

    private void CountPattern(string place) =>
        Add(place, ++patterns > MaximumPatterns ? $"is one pattern more than {MaximumPatterns}" : null);

    private void Add(string pointer, string? detail)
    {
        if (detail is not null && errors.Count < PayloadSchema.MaximumErrors)
        {
            errors.Add(new PayloadError(pointer, detail));
        }
    }

    private static string DraftOf(JsonElement value) =>
        value.ValueKind is JsonValueKind.String ? value.GetString()!.TrimEnd('#') : string.Empty;

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>Not beyond a keyword that holds one schema, such as <c>not</c>: there the library may find another schema.</summary>
    [GeneratedRegex(
        @"\A(/(properties|patternProperties|dependentSchemas|\$defs|definitions)/[^/]*|/(allOf|anyOf|oneOf|prefixItems|items)/[0-9]+)*(/[A-Za-z]+)?\z")]
    private static partial Regex Referable();
}
