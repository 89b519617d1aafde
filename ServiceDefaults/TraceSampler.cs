using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace Webhooks.ServiceDefaults;

/// <summary>
/// Which traces begin in a process: those of requests it answers, by the standard settings <c>OTEL_TRACES_SAMPLER</c> and
/// <c>OTEL_TRACES_SAMPLER_ARG</c>. Work a process starts by itself (looks at the queue, heartbeats, Hangfire's queries, polls of live
/// pages) begins no trace: two idle workers would make a thousand traces a minute.
/// </summary>
internal sealed class TraceSampler : Sampler
{
    private readonly Sampler requests;

    private TraceSampler(Sampler requests)
    {
        this.requests = requests;
        Description = $"Requests({requests.Description})";
    }

    /// <summary>The sampler of a process; a span inside a trace follows that trace, unless the settings say otherwise.</summary>
    /// <exception cref="InvalidOperationException">The name or the ratio is not valid by the specification.</exception>
    public static Sampler Create(IConfiguration configuration)
    {
        var name = configuration["OTEL_TRACES_SAMPLER"] is { Length: > 0 } given ? given : "parentbased_always_on";
        return name switch
        {
            "always_on" => new TraceSampler(new AlwaysOnSampler()),
            "always_off" => new AlwaysOffSampler(),
            "traceidratio" => new TraceSampler(new TraceIdRatioBasedSampler(RatioOf(configuration))),
            "parentbased_always_on" => new ParentBasedSampler(new TraceSampler(new AlwaysOnSampler())),
            "parentbased_always_off" => new ParentBasedSampler(new AlwaysOffSampler()),
            "parentbased_traceidratio" => new ParentBasedSampler(new TraceSampler(new TraceIdRatioBasedSampler(RatioOf(configuration)))),
            _ => throw new InvalidOperationException($"OTEL_TRACES_SAMPLER: there is no sampler {name}."),
        };
    }

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        BelongsToNone(samplingParameters) || BelongsToUnrecorded(samplingParameters.ParentContext)
            ? new SamplingResult(SamplingDecision.Drop)
            : requests.ShouldSample(samplingParameters);

    private static bool BelongsToNone(in SamplingParameters span) =>
        span.ParentContext.TraceId == default && span.Kind is not ActivityKind.Server;

    /// <summary>A request of this process that has no span, such as a probe. "always_on" would give one to its statements.</summary>
    private static bool BelongsToUnrecorded(in ActivityContext parent) =>
        parent.TraceId != default && !parent.IsRemote && !parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded);

    private static double RatioOf(IConfiguration configuration) => configuration["OTEL_TRACES_SAMPLER_ARG"] switch
    {
        null or "" => 1,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio)
            && ratio is >= 0 and <= 1 => ratio,
        _ => throw new InvalidOperationException("OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1."),
    };
}
