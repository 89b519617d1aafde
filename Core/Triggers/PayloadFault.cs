using System.Globalization;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Webhooks.Core.Triggers;

/// <summary>
/// An error of the library together with the value it is about: the library's own paths are ambiguous ("a.b" may be one name or two).
/// </summary>
internal sealed class PayloadFault(ValidationErrorKind kind, JToken token, string? part, JsonSchema schema, string detail)
    : ValidationError(kind, null, null, token, schema)
{
    private readonly JToken about = token;

    /// <summary>The errors that an error of the library stands for.</summary>
    public static IEnumerable<ValidationError> Of(ValidationError error, JToken token) => error switch
    {
        PayloadFault => [error],
        ChildSchemaValidationError { Kind: not (ValidationErrorKind.NotAnyOf or ValidationErrorKind.NotOneOf) } parent =>
            parent.Errors.Values.SelectMany(children => children),
        { Kind: ValidationErrorKind.NoAdditionalPropertiesAllowed } =>
            [new PayloadFault(error.Kind, token, error.Property, error.Schema, "is not allowed")],

        // The library names an item "[3]".
        { Kind: ValidationErrorKind.TooManyItemsInTuple } =>
            [new PayloadFault(error.Kind, token, error.Property.Trim('[', ']'), error.Schema, "is an item too many")],
        _ => [new PayloadFault(error.Kind, token, null, error.Schema, DetailOf(error.Kind, error.Schema))],
    };

    public PayloadError ToError()
    {
        var pointer = PayloadTokens.PointerTo(about);
        return new PayloadError(part is null ? pointer : $"{pointer}/{PayloadTokens.Escape(part)}", detail);
    }

    private static string DetailOf(ValidationErrorKind kind, JsonSchema schema) => kind switch
    {
        ValidationErrorKind.NumberTooSmall => Bound(schema.ExclusiveMinimum, "must be more than", schema.Minimum, "must be at least"),
        ValidationErrorKind.NumberTooBig => Bound(schema.ExclusiveMaximum, "must be less than", schema.Maximum, "may be at most"),
        ValidationErrorKind.NumberNotMultipleOf or ValidationErrorKind.IntegerNotMultipleOf => $"must be a multiple of {Text(schema.MultipleOf)}",
        ValidationErrorKind.TooFewItems => $"must have at least {Text(schema.MinItems)} items",
        ValidationErrorKind.TooFewProperties => $"must have at least {Text(schema.MinProperties)} members",
        ValidationErrorKind.NotAnyOf => "must match one of the schemas in anyOf",
        ValidationErrorKind.NotOneOf => "must match exactly one of the schemas in oneOf",
        ValidationErrorKind.ExcludedSchemaValidates => "must not match the schema in not",
        _ when schema.Format is { } format => $"must be text of the format {format}",
        _ => "does not match the schema",
    };

    private static string Bound(decimal? exclusive, string exclusiveText, decimal? inclusive, string inclusiveText) => (exclusive, inclusive) switch
    {
        (null, _) => $"{inclusiveText} {Text(inclusive)}",
        (_, null) => $"{exclusiveText} {Text(exclusive)}",
        _ => $"{inclusiveText} {Text(inclusive)} and {exclusiveText} {Text(exclusive)}",
    };

    // Without the zeros at the end, which a decimal remembers.
    private static string Text(decimal? number) => number?.ToString("0.############################", CultureInfo.InvariantCulture) ?? string.Empty;
}
