using System.Collections.Frozen;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webhooks.Core.Triggers;

/// <summary>
/// Reads a JSON Schema keyword by keyword: refuses what would not be held and what would be too much, and writes the rest for the library,
/// without annotations. Nothing else reaches the library.
/// </summary>
internal sealed class PayloadSchemaReader
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

    /// <summary>Whose schemas are for the same value, not for a part of it.</summary>
    private static readonly FrozenSet<string> InPlace = FrozenSet.Create("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas");

    private readonly List<PayloadError> errors = [];

    /// <summary>By the place of each schema: those that are evaluated against the same value because it is.</summary>
    private readonly Dictionary<string, List<string>> inPlace = new(StringComparer.Ordinal);
    private readonly List<(string Place, string Target)> references = [];
    private bool ignoresBesideReferences;
    private int patterns;
    private int places;

    /// <summary>What is wrong, the first <see cref="PayloadSchema.MaximumErrors"/>.</summary>
    public IReadOnlyList<PayloadError> Errors => errors;

    /// <summary>What the library shall hold; null when there are errors.</summary>
    public JsonElement? Read(JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
        {
            Add(string.Empty, "must be an object");
            return null;
        }

        if (JsonMarshal.GetRawUtf8Value(schema).Length > PayloadSchema.MaximumBytes)
        {
            Add(string.Empty, $"may have at most {PayloadSchema.MaximumBytes} bytes");
            return null;
        }

        try
        {
            if (CanonicalJson.Read(schema, out var canonical) is { } error)
            {
                errors.Add(error);
                return null;
            }

            ignoresBesideReferences = canonical.TryGetProperty("$schema", out var draft) && OlderDrafts.Contains(DraftOf(draft));
            var rules = ReadSchema(canonical, string.Empty, depth: 1);
            CheckReferences();
            return errors.Count == 0 ? JsonSerializer.SerializeToElement(rules) : null;
        }
        catch (InvalidOperationException)
        {
            Add(string.Empty, "must be Unicode text throughout");
            return null;
        }
    }

    private JsonObject ReadSchema(JsonElement schema, string path, int depth)
    {
        var rules = new JsonObject { [PayloadKeywords.Count] = true };
        if (errors.Count == PayloadSchema.MaximumErrors)
        {
            return rules;
        }

        if (depth > MaximumDepth || inPlace.Count >= MaximumSchemas || (places += path.Length) > MaximumPlaces)
        {
            Add(path, depth > MaximumDepth ? $"must not be nested more than {MaximumDepth} levels deep"
                : inPlace.Count >= MaximumSchemas ? $"is one schema more than {MaximumSchemas}"
                : "is in a schema with too many long names");
            return rules;
        }

        inPlace[path] = [];
        switch (schema.ValueKind)
        {
            case JsonValueKind.True:
                break;
            case JsonValueKind.False:
                rules[PayloadKeywords.Never] = true;
                break;
            case JsonValueKind.Object:
                foreach (var keyword in schema.EnumerateObject().Where(keyword => !Annotations.Contains(keyword.Name)))
                {
                    ReadKeyword(schema, keyword, path, depth, rules);
                }

                break;
            default:
                Add(path, "must be an object or a boolean");
                break;
        }

        return rules;
    }

    private void ReadKeyword(JsonElement schema, JsonProperty keyword, string path, int depth, JsonObject rules)
    {
        var (name, value) = (keyword.Name, keyword.Value);
        var place = $"{path}/{Escape(name)}";
        if (name == "$schema")
        {
            if (!Drafts.Contains(DraftOf(value)))
            {
                Add(place, $"must be one of {string.Join(", ", Drafts.Order())}");
            }
        }
        else if (name == "$id" && depth == 1)
        {
            // An annotation, since all references are local.
        }
        else if (ignoresBesideReferences && name is not ("$ref" or "$defs" or "definitions") && schema.TryGetProperty("$ref", out _))
        {
            Add(place, "would be ignored beside $ref in this draft; put both into allOf");
        }
        else if (name == "$ref")
        {
            rules[name] = ReadReference(value, path, place);
        }
        else if (name == "additionalItems" && (!schema.TryGetProperty("items", out var items) || items.ValueKind is not JsonValueKind.Array))
        {
            Add(place, "would be ignored, because items is not an array");
        }
        else if (name == "items" && value.ValueKind is JsonValueKind.Array && schema.TryGetProperty("prefixItems", out _))
        {
            Add(place, "must not be an array beside prefixItems");
        }
        else if (ManySchemas.Contains(name) || (name == "items" && value.ValueKind is JsonValueKind.Array))
        {
            rules[name] = ReadMany(name, value, path, depth);
        }
        else if (OneSchema.Contains(name))
        {
            rules[name] = ReadChild(name, value, path, place, depth);
        }
        else if (NamedSchemas.Contains(name))
        {
            rules[name] = ReadNamed(name, value, path, depth);
        }
        else
        {
            ReadRule(name, value, place, rules);
        }
    }

    private void ReadRule(string name, JsonElement value, string place, JsonObject rules)
    {
        if (!PayloadRules.All.TryGetValue(name, out var rule) || name == PayloadKeywords.Never)
        {
            Add(place, "is not a supported keyword");
        }
        else if (rule.FaultOf(value) is { } fault)
        {
            Add(place, fault);
        }
        else if (name != "pattern" || HasRoomForPattern(place))
        {
            rules[name] = JsonSerializer.SerializeToNode(value);
        }
    }

    private bool HasRoomForPattern(string place)
    {
        if (++patterns > MaximumPatterns)
        {
            Add(place, $"is one pattern more than {MaximumPatterns}");
        }

        return patterns <= MaximumPatterns;
    }

    private JsonObject ReadChild(string keyword, JsonElement schema, string path, string place, int depth)
    {
        if (InPlace.Contains(keyword))
        {
            inPlace[path].Add(place);
        }

        return ReadSchema(schema, place, depth + 1);
    }

    private JsonArray ReadMany(string name, JsonElement value, string path, int depth)
    {
        var place = $"{path}/{name}";
        var rules = new JsonArray();
        if (value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Add(place, "must be an array of schemas");
            return rules;
        }

        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            rules.Add(ReadChild(name, item, path, string.Create(CultureInfo.InvariantCulture, $"{place}/{index}"), depth));
        }

        return rules;
    }

    private JsonObject ReadNamed(string name, JsonElement value, string path, int depth)
    {
        var place = $"{path}/{name}";
        var rules = new JsonObject();
        if (value.ValueKind is not JsonValueKind.Object)
        {
            Add(place, "must be an object");
            return rules;
        }

        foreach (var member in value.EnumerateObject())
        {
            var child = $"{place}/{Escape(member.Name)}";
            if (name == "patternProperties" && PayloadRules.PatternOf(member.Name) is null)
            {
                Add(child, PayloadRules.PatternDemand);
            }
            else if (name != "patternProperties" || HasRoomForPattern(child))
            {
                rules[member.Name] = ReadChild(name, member.Value, path, child, depth);
            }
        }

        return rules;
    }

    private string ReadReference(JsonElement value, string path, string place)
    {
        if (value.ValueKind is not JsonValueKind.String || value.GetString() is not { } text || (text != "#" && !text.StartsWith("#/", StringComparison.Ordinal)))
        {
            Add(place, "must refer to a place in this schema, such as #/$defs/name");
            return "#";
        }

        var target = Uri.UnescapeDataString(text[1..]);
        references.Add((place, target));
        inPlace[path].Add(target);
        return "#" + string.Join('/', target.Split('/').Select(Uri.EscapeDataString));
    }

    private void CheckReferences()
    {
        foreach (var (place, _) in references.Where(reference => !CanBeReferredTo(reference.Target)))
        {
            Add(place, "must refer to a schema that is there, in $defs, definitions or properties");
        }

        var costs = new Dictionary<string, long>(StringComparer.Ordinal);
        if (errors.Count == 0 && inPlace.Keys.FirstOrDefault(place => CostOf(place, costs) > MaximumEvaluations) is { } costly)
        {
            Add(costly, PayloadSchema.TooCostly);
        }
    }

    /// <summary>How many schemas are evaluated against a value that one is evaluated against; too many when it comes back to itself.</summary>
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

    /// <summary>
    /// Whether a place is that of a schema which the library finds. It loses its way beyond a keyword that holds a single schema, such as
    /// <c>not</c>, and might take another schema for it.
    /// </summary>
    private bool CanBeReferredTo(string target)
    {
        var at = string.Empty;
        var isKeyword = false;
        foreach (var part in target.Split('/').Skip(1))
        {
            if (isKeyword && inPlace.ContainsKey(at))
            {
                return false;
            }

            at = $"{at}/{part}";
            isKeyword = !isKeyword;
        }

        return inPlace.ContainsKey(target);
    }

    private void Add(string pointer, string detail)
    {
        if (errors.Count < PayloadSchema.MaximumErrors)
        {
            errors.Add(new PayloadError(pointer, detail));
        }
    }

    private static string DraftOf(JsonElement value) => value.ValueKind is JsonValueKind.String ? value.GetString()!.TrimEnd('#') : string.Empty;

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
