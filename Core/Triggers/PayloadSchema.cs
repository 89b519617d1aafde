using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Json.Schema;

namespace Webhooks.Core.Triggers;

/// <summary>
/// A JSON Schema that a trigger's payloads must fit. It takes the keywords that are really held (docs/triggers.md lists them); a schema
/// with any other is refused, because a rule that is not held is worse than none. Safe for use by several threads.
/// </summary>
public sealed class PayloadSchema
{
    /// <summary>Errors reported at most, for a schema and for a payload.</summary>
    public const int MaximumErrors = 20;

    /// <summary>Bytes of a schema at most.</summary>
    public const int MaximumBytes = 65_536;

    internal const string TooCostly = "refers to itself, or to too much, without going deeper into the payload";

    private static readonly JsonElement Nothing = JsonElement.Parse("null");
    private readonly JsonSchema schema;

    private PayloadSchema(JsonSchema schema) => this.schema = schema;

    /// <summary>
    /// Compiles a schema. Refused are: keywords and formats that are not held, values a keyword cannot have, references out of the schema,
    /// patterns that do not compile, schemas that are too large or too deep or refer to themselves without going deeper into the payload.
    /// </summary>
    public static PayloadSchemaResult Compile(JsonElement schema)
    {
        var reader = new PayloadSchemaReader();
        if (reader.Read(schema) is not { } rules)
        {
            return new PayloadSchemaResult(reader.Errors);
        }

        // A registry of its own: the global one would keep every schema, and show them to each other.
        var options = new BuildOptions { Dialect = PayloadKeywords.Dialect, SchemaRegistry = new SchemaRegistry() };
        var compiled = new PayloadSchema(JsonSchema.Build(rules, options));
        return compiled.Run(Nothing, OutputFormat.Flag).IsSpent
            ? new PayloadSchemaResult([new PayloadError(string.Empty, TooCostly)])
            : new PayloadSchemaResult(compiled);
    }

    /// <summary>
    /// The errors of a payload, at most <see cref="MaximumErrors"/>; empty when it fits. Bounded in time: a pattern that takes longer
    /// than 100 ms is an error, and so is a payload whose evaluation takes too many steps. Never throws, whatever the payload holds.
    /// </summary>
    public IReadOnlyList<PayloadError> Validate(JsonElement payload)
    {
        if (Read(payload, out var canonical) is { } unreadable)
        {
            return [unreadable];
        }

        // First only whether it fits, which ends with the first error and keeps no results; then for all errors.
        var first = Run(canonical, OutputFormat.Flag);
        if (first.IsSpent)
        {
            return [new PayloadError(string.Empty, "takes too long to be compared with the schema")];
        }

        return first.Errors.Count == 0 ? [] : [.. first.Errors.Union(Run(canonical, OutputFormat.Hierarchical).Errors).Take(MaximumErrors)];
    }

    private static PayloadError? Read(JsonElement payload, out JsonElement canonical)
    {
        try
        {
            return CanonicalJson.Read(payload, out canonical);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair or broken UTF-8 somewhere in the payload.
            return CanonicalJson.Read(UnicodeText.Repair(payload), out canonical);
        }
    }

    private PayloadRun Run(JsonElement payload, OutputFormat format)
    {
        var run = new PayloadRun { OutputFormat = format };
        try
        {
            var result = schema.Evaluate(payload, run);
            if (!result.IsValid && run.Errors.Count == 0)
            {
                run.Report(Json.Pointer.JsonPointer.Empty, "does not match the schema");
            }
        }
        catch (OperationCanceledException)
        {
            // The budget is spent, or there are enough errors.
        }

        return run;
    }
}

/// <summary>The outcome of <see cref="PayloadSchema.Compile"/>: a schema, or all errors of the input.</summary>
public sealed class PayloadSchemaResult
{
    internal PayloadSchemaResult(PayloadSchema schema)
    {
        Schema = schema;
        Errors = [];
    }

    internal PayloadSchemaResult(IReadOnlyList<PayloadError> errors) => Errors = errors;

    /// <summary>True when there is a <see cref="Schema"/>, false when there are <see cref="Errors"/>.</summary>
    [MemberNotNullWhen(true, nameof(Schema))]
    public bool IsValid => Schema is not null;

    /// <summary>The compiled schema, or null when it was refused.</summary>
    public PayloadSchema? Schema { get; }

    /// <summary>The errors, with pointers into the schema; empty when there are none.</summary>
    public IReadOnlyList<PayloadError> Errors { get; }
}

/// <summary>One error in a JSON document.</summary>
/// <param name="Pointer">Where, as a JSON pointer (RFC 6901); empty for the document itself.</param>
/// <param name="Detail">What, as a phrase that follows the name of the place ("must be a string"); never a value of the document.</param>
[SuppressMessage("Naming", "CA1720", Justification = "The member is named after JSON Pointer, as in RFC 9457.")]
public sealed record PayloadError(string Pointer, string Detail);
