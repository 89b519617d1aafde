using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Pointer;
using Json.Schema;
using Json.Schema.Keywords;
using Json.Schema.Keywords.Draft06;

namespace Webhooks.Core.Triggers;

/// <summary>
/// The language of input schemas: the keywords of the library, with <see cref="PayloadRules"/> for the keywords that look at one value, a
/// count of every evaluation, and the keywords below where the library is wrong.
/// </summary>
internal static class PayloadKeywords
{
    /// <summary>In every schema, first: counts its evaluations.</summary>
    public const string Count = "$count";

    /// <summary>Stands for the schema <c>false</c>, which the library fails without calling a keyword that could report it.</summary>
    public const string Never = "$never";

    private const string OfContains = "must hold as many items that match the schema in contains as the schema asks for";

    /// <summary>
    /// If two keywords have one name, the last counts. The library's own is listed first where other keywords declare by type that they
    /// depend on it, which decides the order of evaluation.
    /// </summary>
    public static Dialect Dialect { get; } = new(
    [
        new CountKeyword(), AllOfKeyword.Instance, RefKeyword.Instance, DefsKeyword.Instance, DefinitionsKeyword.Instance,
        new TrialKeyword(AnyOfKeyword.Instance, "must match one of the schemas in anyOf"),
        new TrialKeyword(OneOfKeyword.Instance, "must match exactly one of the schemas in oneOf"),
        new TrialKeyword(NotKeyword.Instance, "must not match the schema in not"),
        IfKeyword.Instance, new TrialKeyword(IfKeyword.Instance, fault: null), ThenKeyword.Instance, ElseKeyword.Instance,
        PropertiesKeyword.Instance, new MembersKeyword("properties"),
        PatternPropertiesKeyword.Instance, new MembersKeyword("patternProperties"),
        new MembersKeyword("dependentSchemas"), new OtherMembersKeyword(), PropertyNamesKeyword.Instance,
        PrefixItemsKeyword.Instance, new ItemsKeyword("items", "prefixItems"), new ItemsKeyword("additionalItems", "items"),
        new TrialKeyword(Json.Schema.Keywords.ContainsKeyword.Instance, OfContains),
        UnevaluatedItemsKeyword.Instance, UnevaluatedPropertiesKeyword.Instance,
        .. PayloadRules.All.Values,
    ]);

    private static EvaluationContext At(this in EvaluationContext context, JsonElement value, JsonPointer place, JsonPointer path) =>
        context with { Instance = value, InstanceLocation = context.InstanceLocation.Combine(place), EvaluationPath = path };

    private static KeywordEvaluation Result(string name, List<EvaluationResults> results, JsonElement? annotation) => new()
    {
        Keyword = name,
        IsValid = results.TrueForAll(result => result.IsValid),
        Details = [.. results],
        Annotation = annotation,
    };

    private sealed class CountKeyword : IKeywordHandler
    {
        public string Name => Count;

        public object? ValidateKeywordValue(JsonElement value) => null;

        public void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
        }

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            ((PayloadRun)context.Options).Enter(context);
            return KeywordEvaluation.Ignore;
        }
    }

    /// <summary>A keyword whose schemas may fail without an error of the payload; it has one of its own when it fails itself.</summary>
    private sealed class TrialKeyword(IKeywordHandler inner, string? fault) : IKeywordHandler
    {
        public string Name => inner.Name;

        public object? ValidateKeywordValue(JsonElement value) => inner.ValidateKeywordValue(value);

        public void BuildSubschemas(KeywordData keyword, BuildContext context) => inner.BuildSubschemas(keyword, context);

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            var run = (PayloadRun)context.Options;
            run.Trials++;
            var result = inner.Evaluate(keyword, context);
            run.Trials--;
            if (!result.IsValid && fault is not null)
            {
                run.Report(context.InstanceLocation, fault);
            }

            return result;
        }
    }

    /// <summary>
    /// <c>properties</c>, <c>patternProperties</c> and <c>dependentSchemas</c>. The library's own confuse "a/b" with "a~1b" and have no
    /// time-out for patterns.
    /// </summary>
    private sealed class MembersKeyword(string name) : IKeywordHandler
    {
        // A name costs this even where it is not found.
        private const int CostOfName = 4;

        public string Name => name;

        public object? ValidateKeywordValue(JsonElement value) => null;

        public void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            var members = keyword.RawValue.EnumerateObject().ToList();
            keyword.Subschemas =
            [
                .. members.Select(member => JsonSchema.BuildNode(
                    context with { LocalSchema = member.Value, RelativePath = JsonPointer.Create(member.Name) })),
            ];
            keyword.Value = members.Select(member =>
                (member.Name, Pattern: name == "patternProperties" ? PayloadRules.PatternOf(member.Name) : null)).ToArray();
        }

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            if (context.Instance.ValueKind is not JsonValueKind.Object)
            {
                return KeywordEvaluation.Ignore;
            }

            var run = (PayloadRun)context.Options;
            var members = ((string Name, Regex? Pattern)[])keyword.Value!; // Made when the schema was compiled.
            run.Spend(members.Length * (CostOfName + (long)context.Instance.GetPropertyCount()) / PayloadRun.CharactersPerStep);
            var evaluated = new HashSet<string>(StringComparer.Ordinal);
            var results = new List<EvaluationResults>();
            for (var i = 0; i < members.Length; i++)
            {
                foreach (var (found, value) in Find(members[i].Name, members[i].Pattern, context.Instance, run))
                {
                    evaluated.Add(found);
                    var path = context.EvaluationPath.Combine(Name, members[i].Name);
                    results.Add(keyword.Subschemas[i].Evaluate(
                        name == "dependentSchemas"
                            ? context with { EvaluationPath = path }
                            : context.At(value, JsonPointer.Create(found), path)));
                    if (context.CanOptimize && !results[^1].IsValid)
                    {
                        return Result(Name, results, annotation: null);
                    }
                }
            }

            return Result(Name, results, name == "dependentSchemas" ? null : JsonSerializer.SerializeToElement(evaluated));
        }

        private static IEnumerable<(string Name, JsonElement Value)> Find(string name, Regex? pattern, JsonElement value, PayloadRun run)
        {
            if (pattern is null)
            {
                return value.TryGetProperty(name, out var member) ? [(name, member)] : [];
            }

            return value.EnumerateObject().Where(member => run.Matches(pattern, member.Name) ?? run.GiveUp())
                .Select(member => (member.Name, member.Value));
        }
    }

    /// <summary>The library's, but for its own copy of the patterns, which it compiles and never uses.</summary>
    private sealed class OtherMembersKeyword : AdditionalPropertiesKeyword
    {
        public override void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            var known = context.LocalSchema.EnumerateObject().Where(member => member.Name != "patternProperties")
                .ToDictionary(member => member.Name, member => member.Value);
            base.BuildSubschemas(keyword, context with { LocalSchema = JsonSerializer.SerializeToElement(known) });
        }
    }

    /// <summary>
    /// <c>items</c> and <c>additionalItems</c>, for the items after those of another keyword, whose places the library gets wrong; or the
    /// array form of <c>items</c>, which is the <c>prefixItems</c> of older drafts.
    /// </summary>
    private sealed class ItemsKeyword(string name, string before) : IKeywordHandler
    {
        public string Name => name;

        public object? ValidateKeywordValue(JsonElement value) => null;

        public void BuildSubschemas(KeywordData keyword, BuildContext context)
        {
            if (keyword.RawValue.ValueKind is JsonValueKind.Array)
            {
                PrefixItemsKeyword.Instance.BuildSubschemas(keyword, context);
                return;
            }

            keyword.Subschemas = [JsonSchema.BuildNode(context with { LocalSchema = keyword.RawValue, RelativePath = JsonPointer.Empty })];
            keyword.Value = context.LocalSchema.TryGetProperty(before, out var items) ? items.GetArrayLength() : 0;
        }

        public KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
        {
            if (keyword.Value is not int start)
            {
                return PrefixItemsKeyword.Instance.Evaluate(keyword, context);
            }

            if (context.Instance.ValueKind is not JsonValueKind.Array)
            {
                return KeywordEvaluation.Ignore;
            }

            var path = context.EvaluationPath.Combine(Name);
            var results = new List<EvaluationResults>();
            foreach (var (index, item) in context.Instance.EnumerateArray().Index().Skip(start))
            {
                results.Add(keyword.Subschemas[0].Evaluate(context.At(item, JsonPointer.Create(index), path)));
                if (context.CanOptimize && !results[^1].IsValid)
                {
                    break;
                }
            }

            // Under the name by which unevaluatedItems looks for it.
            return Result("items", results, JsonElementExtensions.True);
        }
    }
}
