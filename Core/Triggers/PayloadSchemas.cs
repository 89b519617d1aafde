using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;

namespace Webhooks.Core.Triggers;

/// <summary>
/// Keeps the compiled schemas of the triggers that were invoked last. Compiling takes milliseconds and megabytes, which every request would
/// cost otherwise, valid or not. Looked up by content, so a changed schema never meets an old entry.
/// </summary>
public sealed class PayloadSchemas : IDisposable
{
    /// <summary>Schemas kept at most.</summary>
    public const int MaximumCount = 256;

    // A compiled schema takes 40 to 70 times the memory of its text.
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
