using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Webhooks.Tests.Support;

/// <summary>
/// The spans an application would export, by the product's own sampler and filters. Activity sources are the process's, so the spans of
/// other tests' applications are among them: look for those of one trace.
/// </summary>
public sealed class RecordedSpans : BaseProcessor<Activity>
{
    /// <summary>Nobody listens on it: the exporter fails, and what would go out is here.</summary>
    private const string DeadCollector = "http://127.0.0.1:9";

    private readonly ConcurrentQueue<Activity> ended = new();

    /// <summary>Options of an application that exports its traces to here.</summary>
    /// <param name="settings">Configuration beyond that.</param>
    public ApplicationOptions Options(IReadOnlyDictionary<string, string?>? settings = null) => new()
    {
        Settings = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = DeadCollector,
        },
        Services = services => services.ConfigureOpenTelemetryTracerProvider((_, tracing) => tracing.AddProcessor(this)),
    };

    /// <summary>The spans of a trace so far, in the order of their ends.</summary>
    public IReadOnlyList<Activity> Of(string traceId) => [.. ended.Where(span => span.TraceId.ToHexString() == traceId)];

    /// <summary>Waits until a trace has as many spans of a name.</summary>
    public Task<IReadOnlyList<Activity>> WaitForAsync(string traceId, string name, int count = 1) =>
        Eventually.GetAsync<IReadOnlyList<Activity>>(
        () =>
        {
            var found = Of(traceId).Where(span => span.DisplayName == name).ToList();
            return Task.FromResult<IReadOnlyList<Activity>?>(found.Count >= count ? found : null);
        },
        () => $"{count} spans {name}; there were {string.Join(", ", Of(traceId).Select(span => span.DisplayName))}");

    /// <inheritdoc/>
    public override void OnEnd(Activity data) => ended.Enqueue(data);
}
