using System.Text.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace Webhooks.Core.Triggers;

/// <summary>
/// A JSON Schema that a trigger's payloads must fit. It takes the keywords that are really held (docs/triggers.md lists them); a schema
/// with any other is refused, because a rule that is not held is worse than none. Safe for use by several threads.
/// </summary>
public sealed class PayloadSchema
{
    /// <summary>Errors that are told at most, of a schema as of a payload.</summary>
    public const int MaximumErrors = 20;

    /// <summary>Bytes of a schema at most.</summary>
    public const int MaximumBytes = 65_536;

    /// <summary>Levels of a payload at most.</summary>
    public const int MaximumPayloadDepth = 64;

    private readonly JsonSchema schema;
    private readonly IReadOnlyList<SchemaChecks> checks;

    private PayloadSchema(JsonSchema schema, IReadOnlyList<SchemaChecks> checks)
    {
        this.schema = schema;
        this.checks = checks;
    }

    /// <summary>
    /// Compiles a schema. Refused are: keywords and formats that are not held, values a keyword cannot have, references to anywhere but
    /// <c>#</c>, <c>#/definitions/…</c> and <c>#/$defs/…</c>, patterns that do not compile, schemas that are too large or too deep or refer
    /// to themselves without going deeper into the payload.
    /// </summary>
    public static PayloadSchemaResult Compile(JsonElement schema)
    {
        var reader = new PayloadSchemaReader();
        if (reader.Read(schema) is not { } rules)
        {
            return new PayloadSchemaResult(reader.Errors);
        }

        // What is left refers to nothing outside, so nothing is waited for.
        var compiled = new PayloadSchema(JsonSchema.FromJsonAsync(rules.ToString()).GetAwaiter().GetResult(), reader.Checks);
        return compiled.FaultsOf(JValue.CreateNull()) is null
            ? new PayloadSchemaResult([new PayloadError(string.Empty, "refers to itself, or to too much, without going deeper into the payload")])
            : new PayloadSchemaResult(compiled);
    }

    /// <summary>
    /// What is wrong with a payload, at most <see cref="MaximumErrors"/>; empty when it fits. Bounded in time: a pattern that takes longer than
    /// 100 ms is an error, and so is a payload whose comparison takes too many steps. Never throws, whatever the payload holds.
    /// </summary>
    public IReadOnlyList<PayloadError> Validate(JsonElement payload)
    {
        if (PayloadTokens.Read(payload) is not { } token)
        {
            return [new PayloadError(string.Empty, $"must not be nested more than {MaximumPayloadDepth} levels deep")];
        }

        return FaultsOf(token) ?? [new PayloadError(string.Empty, "takes too long to be compared with the schema")];
    }

    private List<PayloadError>? FaultsOf(JToken payload)
    {
        var validator = new PayloadValidator(checks);
        var errors = validator.Validate(payload, schema);
        return validator.GaveUp
            ? null
            : [.. errors.OfType<PayloadFault>().Select(fault => fault.ToError()).Distinct().Take(MaximumErrors)];
    }
}
