using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Webhooks.Tests.Functional.Walk;

/// <summary>Makes bodies that are nearly right, and some that are nothing at all: the same ones for the same seed.</summary>
internal sealed class BodyMutator(int seed, string example)
{
    /// <summary>Stands for half of a surrogate pair, which the JSON writer would not let through.</summary>
    private const string HalfPair = "@half-pair@";

    /// <summary>What is nested 60 deep may itself be within something.</summary>
    private static readonly JsonSerializerOptions Deep = new(JsonSerializerOptions.Web) { MaxDepth = 128 };

    private readonly Random random = new(seed);

    /// <summary>The next body.</summary>
    public byte[] Next()
    {
        if (random.Next(20) == 0)
        {
            return Bytes(AnyValue(0));
        }

        var root = JsonNode.Parse(example);
        for (var changes = random.Next(4); changes >= 0; changes--)
        {
            Change(root);
        }

        var bytes = Bytes(root);
        if (random.Next(10) == 0 && bytes.Length > 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private static byte[] Bytes(JsonNode? node) =>
        Encoding.UTF8.GetBytes((node?.ToJsonString(Deep) ?? "null").Replace(HalfPair, @"\ud800", StringComparison.Ordinal));

    private static JsonArray Nested(int depth)
    {
        var array = new JsonArray();
        for (var level = 1; level < depth; level++)
        {
            array = [array];
        }

        return array;
    }

    private void Change(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                ChangeMember(members);
                break;
            case JsonArray { Count: > 0 } items:
                var index = random.Next(items.Count);
                if (!Descends(items[index]))
                {
                    items[index] = AnyValue(0);
                }

                break;
        }
    }

    private void ChangeMember(JsonObject members)
    {
        var name = members.ElementAt(random.Next(members.Count)).Key;
        switch (random.Next(6))
        {
            case 0:
                members.Remove(name);
                break;
            case 1:
                members[AnyText()] = AnyValue(0);
                break;
            default:
                if (!Descends(members[name]))
                {
                    members[name] = AnyValue(0);
                }

                break;
        }
    }

    /// <summary>Half of the time, the change goes further in.</summary>
    private bool Descends(JsonNode? node)
    {
        if (node is not (JsonObject or JsonArray) || random.Next(2) == 0)
        {
            return false;
        }

        Change(node);
        return true;
    }

    private JsonNode? AnyValue(int depth) => random.Next(depth > 2 ? 8 : 12) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonValue.Create(random.Next(-2, 3)),
        3 => JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue)),
        4 => JsonValue.Create(random.NextDouble() * double.MaxValue),
        5 => JsonNode.Parse("123456789012345678901234567890.5e400"),
        6 or 7 or 8 => JsonValue.Create(AnyText()),
        9 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => AnyValue(depth + 1))]),
        10 =>
            new JsonObject(
                Enumerable.Range(0, random.Next(4)).Select(number => KeyValuePair.Create($"{AnyText()}{number}", AnyValue(depth + 1)))),
        _ => random.Next(20) switch
        {
            0 => Nested(60),
            1 => new JsonArray([.. Enumerable.Range(0, 1500).Select(_ => JsonValue.Create("x"))]),
            _ => new JsonArray(),
        },
    };

    private string AnyText() => random.Next(18) switch
    {
        0 => string.Empty,
        1 => " ",
        2 => "\0",
        3 => HalfPair,
        4 => new string('x', random.Next(200, 400)),
        5 => new string('ä', 5_000),
        6 => "new",
        7 => "https://example.com/" + random.Next(100),
        8 => "http://127.0.0.1/",
        9 => "0001-01-01T00:00:00Z",
        10 => "9999-12-31T23:59:59.999Z",
        11 => "'; drop table events; --",
        12 => "\r\nX-Injected: yes",
        13 => "event.created",
        14 => "😀 \u202e\ufffe",
        15 => "-0",
        16 => "admin",
        _ => Guid.Empty.ToString()[..random.Next(1, 36)],
    };
}
