using System.Text.Json;

namespace Webhooks.Core.Triggers;

/// <summary>A JSON Schema that a trigger's payloads must fit.</summary>
public sealed class PayloadSchema
{
    /// <summary>Errors that are told at most.</summary>
    public const int MaximumErrors = 20;

    private readonly JsonValueKind kind;

    private PayloadSchema(JsonValueKind kind) => this.kind = kind;

    /// <summary>Compiles a schema, or says everything that is wrong with it.</summary>
    public static PayloadSchemaResult Compile(JsonElement schema) => schema.ValueKind is JsonValueKind.Object
        ? new PayloadSchemaResult(new PayloadSchema(JsonValueKind.Object))
        : new PayloadSchemaResult([new PayloadError(string.Empty, "must be an object")]);

    /// <summary>What is wrong with a payload, at most <see cref="MaximumErrors"/>; empty when it fits.</summary>
    public IReadOnlyList<PayloadError> Validate(JsonElement payload) => payload.ValueKind != kind
        ? [new PayloadError(string.Empty, "must be an object")]
        : [];
}
