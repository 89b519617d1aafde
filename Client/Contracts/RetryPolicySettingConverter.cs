using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Client;

/// <summary>Reads and writes <see cref="RetryPolicySetting"/> as a name or as a list of waits in seconds.</summary>
public sealed class RetryPolicySettingConverter : JsonConverter<RetryPolicySetting>
{
    private const string Expected = "A retry policy is \"standard\", \"persistent\" or a list of waits in whole seconds.";

    /// <inheritdoc />
    public override RetryPolicySetting Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => FromName(reader.GetString()),
            JsonTokenType.StartArray => FromWaits(ref reader),
            _ => throw new JsonException(Expected),
        };

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, RetryPolicySetting value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        if (value.WaitSeconds is not { } waits)
        {
            writer.WriteStringValue(value.Name);
            return;
        }

        writer.WriteStartArray();
        foreach (var wait in waits)
        {
            writer.WriteNumberValue(wait);
        }

        writer.WriteEndArray();
    }

    private static RetryPolicySetting FromName(string? name) => name switch
    {
        "standard" => RetryPolicySetting.Standard,
        "persistent" => RetryPolicySetting.Persistent,
        _ => throw new JsonException(Expected),
    };

    private static RetryPolicySetting FromWaits(ref Utf8JsonReader reader)
    {
        List<int> waits = [];
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is not JsonTokenType.Number || !reader.TryGetInt32(out var wait))
            {
                throw new JsonException(Expected);
            }

            waits.Add(wait);
        }

        try
        {
            return RetryPolicySetting.Waits(waits);
        }
        catch (ArgumentException outOfRange)
        {
            throw new JsonException(outOfRange.Message, outOfRange);
        }
    }
}
