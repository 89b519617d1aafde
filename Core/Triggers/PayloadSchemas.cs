using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;

namespace Webhooks.Core.Triggers;

/// <summary>
/// The compiled schemas of the triggers that were invoked last. Compiling takes milliseconds and megabytes; without this every request
/// would, valid or not. By content, so that a changed schema is another one, on every process at once.
/// </summary>
public sealed class PayloadSchemas : IDisposable
{
    /// <summary>Schemas kept at most.</summary>
    public const int MaximumCount = 256;

    // A compiled schema takes about 100 times the memory of its text.
    private const int MaximumCharacters = 1_048_576;
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MaximumCharacters, CompactionPercentage = 0.25 });

    /// <summary>Schemas kept now.</summary>
    public int Count => cache.Count;

    /// <summary>A schema as it is stored, compiled.</summary>
    public PayloadSchemaResult Find(string schema)
    {
        if (!cache.TryGetValue(schema, out Lazy<PayloadSchemaResult>? compiled) || compiled is null)
        {
            // Lazy, so that requests at the same moment wait for one of them to compile it.
            compiled = new Lazy<PayloadSchemaResult>(() => PayloadSchema.Compile(JsonElement.Parse(schema)));
            cache.Set(schema, compiled, new MemoryCacheEntryOptions { Size = Math.Max(schema.Length, MaximumCharacters / MaximumCount) });
        }

        return compiled.Value;
    }

    public void Dispose() => cache.Dispose();
}
