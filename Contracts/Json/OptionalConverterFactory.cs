using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>Reads and writes <see cref="Optional{T}"/> as the bare value.</summary>
public sealed class OptionalConverterFactory : JsonConverterFactory
{
    /// <inheritdoc />
    public override bool CanConvert(Type typeToConvert)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>);
    }

    /// <inheritdoc />
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        var converter = typeof(OptionalConverter<>).MakeGenericType(typeToConvert.GetGenericArguments());
        return (JsonConverter)Activator.CreateInstance(converter)!; // Never null: the type is a class with a constructor.
    }

    private sealed class OptionalConverter<T> : JsonConverter<Optional<T>>
    {
        // Without this the serializer would refuse null before the converter sees it.
        public override bool HandleNull => true;

        public override Optional<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                // T is nullable where null is a legal value; the Api checks the rest.
                return new(JsonSerializer.Deserialize<T>(ref reader, options)!);
            }
            catch (JsonException inner)
            {
                // The inner exception says "$", the path inside this value; one without a path gets the outer one.
                throw new JsonException(inner.Message, inner);
            }
        }

        public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}
