using System.Globalization;
using System.Text;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Webhooks.Core.Triggers;

/// <summary>Payloads in the form the schema library takes.</summary>
internal static class PayloadTokens
{
    /// <summary>The payload; null when it is too deep.</summary>
    public static JToken? Read(JsonElement payload)
    {
        try
        {
            return Read(payload, depth: 1);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair or broken UTF-8 somewhere in the payload.
            return Read(UnicodeText.Repair(payload), depth: 1);
        }
    }

    /// <summary>Where a value is in its payload, as a JSON pointer.</summary>
    public static string PointerTo(JToken token)
    {
        var pointer = new StringBuilder();
        for (var at = token; at.Parent is { } parent; at = parent)
        {
            if (at is JProperty property)
            {
                pointer.Insert(0, "/" + Escape(property.Name));
            }
            else if (parent is JArray array)
            {
                pointer.Insert(0, string.Create(CultureInfo.InvariantCulture, $"/{array.IndexOf(at)}"));
            }
        }

        return pointer.ToString();
    }

    /// <summary>A name as a part of a pointer.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>
    /// A text that is the same for equal values and for no others: the order of members and the notation of numbers do not matter. (The
    /// library compares values as text, so that 1 equals "1".)
    /// </summary>
    public static string Canonical(JToken token)
    {
        var text = new StringBuilder();
        WriteCanonical(token, text);
        return text.ToString();
    }

    /// <summary>Whether a number is whole, however it is written.</summary>
    public static bool IsWhole(JToken token) => token is JValue { Value: { } value } && value switch
    {
        decimal number => decimal.Truncate(number) == number,
        double number => double.IsInteger(number),
        _ => false,
    };

    private static JToken? Read(JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when depth > PayloadSchema.MaximumPayloadDepth:
                return null;
            case JsonValueKind.Object:
                var members = new JObject();
                foreach (var member in element.EnumerateObject())
                {
                    if (Read(member.Value, depth + 1) is not { } value)
                    {
                        return null;
                    }

                    // Of a name that is there twice the last counts, as everywhere else. (Setting it would compare it with the first, which
                    // overflows when one of two numbers is huge.)
                    members.Remove(member.Name);
                    members.Add(member.Name, value);
                }

                return members;
            case JsonValueKind.Array:
                var items = new JArray();
                foreach (var item in element.EnumerateArray())
                {
                    if (Read(item, depth + 1) is not { } value)
                    {
                        return null;
                    }

                    items.Add(value);
                }

                return items;
            case JsonValueKind.String:
                return new JValue(element.GetString());
            case JsonValueKind.Number:
                return element.TryGetDecimal(out var exact) ? new JValue(exact) : new JValue(element.GetDouble());
            case JsonValueKind.True or JsonValueKind.False:
                return new JValue(element.GetBoolean());
            default:
                return JValue.CreateNull();
        }
    }

    private static void WriteCanonical(JToken token, StringBuilder text)
    {
        switch (token)
        {
            case JObject members:
                text.Append('{');
                foreach (var member in members.Properties().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    text.Append(JsonConvert.ToString(member.Name)).Append(':');
                    WriteCanonical(member.Value, text);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JArray items:
                text.Append('[');
                foreach (var item in items)
                {
                    WriteCanonical(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case JValue { Value: string value }:
                text.Append(JsonConvert.ToString(value));
                break;
            case JValue { Value: decimal value }:
                // Without the zeros at the end, which a decimal remembers.
                text.Append(value.ToString("0.############################", CultureInfo.InvariantCulture));
                break;
            case JValue value:
                text.AppendFormat(CultureInfo.InvariantCulture, "{0}", value.Value ?? "null");
                break;
        }
    }
}
