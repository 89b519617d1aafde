using System.Text.Json;
using Webhooks.Core.Triggers;

namespace Webhooks.Tests.Unit.Triggers;

public sealed class PayloadSchemasTests
{
    [Fact]
    public void Same_content_is_compiled_once()
    {
        using var schemas = new PayloadSchemas();

        var first = schemas.Find("""{"type":"string"}""");

        Assert.Same(first, schemas.Find("{\"type\":\"string\"}"));
        Assert.NotSame(first, schemas.Find("""{"type":"number"}"""));
        Assert.NotEmpty(first.Schema!.Validate(JsonElement.Parse("1"))); // It compiles.
    }

    [Fact]
    public void Schema_that_is_refused_is_kept_as_such()
    {
        using var schemas = new PayloadSchemas();

        Assert.Equal("/typ", Assert.Single(schemas.Find("""{"typ":1}""").Errors).Pointer);
    }

    [Fact]
    public async Task Number_and_size_of_schemas_are_bounded()
    {
        using var small = new PayloadSchemas();
        using var large = new PayloadSchemas();

        for (var i = 0; i < 2 * PayloadSchemas.MaximumCount; i++)
        {
            Assert.True(small.Find($$"""{"minimum":{{i}}}""").IsValid);
            Assert.True(i % 8 != 0 || large.Find($$"""{"minimum":{{i}},"title":"{{new string('x', 60_000)}}"}""").IsValid);
        }

        // What is too many is evicted in the background.
        for (var waited = 0; waited < 100 && (small.Count > PayloadSchemas.MaximumCount || large.Count > 17); waited++)
        {
            await Task.Delay(50);
        }

        Assert.InRange(small.Count, 1, PayloadSchemas.MaximumCount);
        Assert.InRange(large.Count, 1, 17);
    }
}
