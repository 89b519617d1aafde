using System.Text.Json;

namespace Webhooks.Tests.Functional.Api.Seed;

/// <summary>Compares an answer with an example of the seed, member by member.</summary>
internal static class SeedShape
{
    /// <summary>The members of the example and these extras, no others; each of the example's type.</summary>
    public static void AssertLike(string example, string actual, params string[] extras) =>
        AssertLike(JsonSerializer.Deserialize<JsonElement>(example), JsonSerializer.Deserialize<JsonElement>(actual), extras, "$");

    /// <summary>As the example of its status, with its code and title, and pointers where the input is to blame.</summary>
    public static void AssertProblem(int status, string actual)
    {
        var example = JsonSerializer.Deserialize<JsonElement>(SeedExamples.Problems[status]);
        var problem = JsonSerializer.Deserialize<JsonElement>(actual);
        AssertLike(example, problem, status is 400 or 422 ? ["errors", "pointer", "detail"] : [], "$");
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.Equal(example.GetProperty("code").GetString(), problem.GetProperty("code").GetString());
        Assert.Equal(example.GetProperty("title").GetString(), problem.GetProperty("title").GetString());
        Assert.Equal(example.GetProperty("code").GetString(), problem.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(status is 400 or 422, problem.TryGetProperty("errors", out _));
    }

    private static void AssertLike(JsonElement example, JsonElement actual, string[] extras, string path)
    {
        Assert.True(KindOf(example) == KindOf(actual), $"{path} is {actual.ValueKind}, not {example.ValueKind}: {actual}");
        if (example.ValueKind is JsonValueKind.Array)
        {
            Assert.All(actual.EnumerateArray(), item => AssertLike(example[0], item, extras, $"{path}[]"));
            return;
        }

        if (example.ValueKind is not JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in example.EnumerateObject())
        {
            Assert.True(actual.TryGetProperty(member.Name, out var value), $"{path}.{member.Name} is missing: {actual}");
            AssertLike(member.Value, value, extras, $"{path}.{member.Name}");
        }

        Assert.All(actual.EnumerateObject(), member => Assert.True(
            example.TryGetProperty(member.Name, out _) || extras.Contains(member.Name),
            $"{path}.{member.Name} is in neither the seed nor the documented extras"));
    }

    private static JsonValueKind KindOf(JsonElement value) => value.ValueKind is JsonValueKind.False ? JsonValueKind.True : value.ValueKind;
}
