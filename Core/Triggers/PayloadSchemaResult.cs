using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Core.Triggers;

/// <summary>The outcome of <see cref="PayloadSchema.Compile"/>: a schema, or everything that is wrong with what was given.</summary>
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

    /// <summary>What is wrong, with pointers into the schema; empty when nothing is.</summary>
    public IReadOnlyList<PayloadError> Errors { get; }
}
