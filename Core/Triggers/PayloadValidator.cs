using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Webhooks.Core.Triggers;

/// <summary>
/// The library's validator with what it lacks: a bound on its work, the place of each error, and <see cref="SchemaChecks"/>. For one
/// validation.
/// </summary>
internal sealed class PayloadValidator(IReadOnlyList<SchemaChecks> checks) : JsonSchemaValidator(new JsonSchemaValidatorSettings())
{
    private const int NamesPerStep = 8;
    private const int LevelsPerStep = 16;
    private const int ItemsPerStep = 4_000;
    private readonly ValidationBudget budget = new();

    /// <summary>Whether the validation was too long, so that its errors mean nothing.</summary>
    public bool GaveUp => budget.IsSpent;

    /// <summary>One schema and one value; the library comes back here for each pair.</summary>
    protected override ICollection<ValidationError> Validate(
        JToken token, JsonSchema schema, SchemaType schemaType, string propertyName, string propertyPath)
    {
        // Without an exception: nothing is looked at any more, so that the levels above end soon.
        if (!budget.Enter(CostOf(token, schema)))
        {
            budget.Leave();
            return [];
        }

        var errors = new List<ValidationError>();
        var own = ChecksOf(schema);
        if (own?.HasType(token) == false)
        {
            // Null only where HasType looked.
            errors.Add(Fault(ValidationErrorKind.NoTypeValidates, token, schema, $"must be of the type {string.Join(" or ", own.Types!)}"));
        }
        else
        {
            errors.AddRange((own?.FaultsOf(token, budget) ?? []).Select(detail => Fault(ValidationErrorKind.Unknown, token, schema, detail)));
            var found = base.Validate(token, schema, schemaType, propertyName, propertyPath);
            errors.AddRange(found.SelectMany(error => PayloadFault.Of(error, token)));
        }

        budget.Leave();
        return errors;
    }

    private static PayloadFault Fault(ValidationErrorKind kind, JToken token, JsonSchema schema, string detail) =>
        new(kind, token, null, schema, detail);

    private static long CostOf(JToken token, JsonSchema schema)
    {
        var size = token is JContainer container ? container.Count : 0;
        var characters = token is JValue { Value: string text } ? text.Length : 0;
        long cost = 1 + ((schema.Properties.Count + size) / NamesPerStep) + (characters / ValidationBudget.CharactersPerStep);

        // For each of these the library writes down the path to the value, and looks through every array on it.
        var paths = schema.AnyOf.Count + schema.AllOf.Count + schema.OneOf.Count
            + (schema.Not is null ? 0 : 1)
            + (schema.AdditionalPropertiesSchema is null ? 0 : size);
        return paths == 0 ? cost : cost + (paths * CostOfPath(token));
    }

    private static long CostOfPath(JToken token)
    {
        var (levels, items) = (0, 0);
        foreach (var ancestor in token.Ancestors())
        {
            levels++;
            items += ancestor is JArray array ? array.Count : 0;
        }

        return 1 + (levels / LevelsPerStep) + (items / ItemsPerStep);
    }

    private SchemaChecks? ChecksOf(JsonSchema schema) =>
        schema.ExtensionData?.TryGetValue(PayloadSchemaReader.ChecksMember, out var index) == true ? checks[(int)(long)index] : null;
}
