using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Core.Keys;

/// <summary>
/// The outcome of parsing text that a person or a request supplied: a value, or the reason why there is none.
/// Bad input is expected, so it is not an exception.
/// </summary>
/// <typeparam name="T">The type the text stands for.</typeparam>
public sealed class Parsed<T>
    where T : class
{
    private Parsed(T? value, string? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>True when there is a <see cref="Value"/>, false when there is an <see cref="Error"/>.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Value is not null;

    /// <summary>The parsed value, or null when the text was refused.</summary>
    public T? Value { get; }

    /// <summary>Why the text was refused, as a phrase that follows the field's name ("must be …"); never the text itself.</summary>
    public string? Error { get; }

    internal static Parsed<T> Valid(T value) => new(value, null);

    internal static Parsed<T> Invalid(string error) => new(null, error);
}
