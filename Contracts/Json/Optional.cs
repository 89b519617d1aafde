using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>
/// A member of an update: left out (keep what is stored), or set, be it to <see langword="null"/>.
/// A property of this type needs <c>[JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]</c>,
/// so that what was left out is not sent.
/// </summary>
/// <typeparam name="T">Type of the member.</typeparam>
[JsonConverter(typeof(OptionalConverterFactory))]
public readonly record struct Optional<T>
{
    /// <summary>A member that was set.</summary>
    /// <param name="value">What it was set to.</param>
    public Optional(T value)
    {
        IsSet = true;
        Value = value;
    }

    /// <summary>Whether the member was given.</summary>
    public bool IsSet { get; }

    /// <summary>The value it was set to; the default of <typeparamref name="T"/> when it was left out.</summary>
    public T? Value { get; }

    /// <summary>Lets an update be written as <c>new() { Name = "new name" }</c>.</summary>
    /// <param name="value">What the member is set to.</param>
    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>The given value, or <paramref name="stored"/> when the member was left out.</summary>
    /// <param name="stored">What is stored now.</param>
    /// <returns>What to store.</returns>
    public T? Or(T? stored) => IsSet ? Value : stored;
}
