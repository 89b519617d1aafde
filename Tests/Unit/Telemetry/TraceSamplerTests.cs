using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;
using Webhooks.ServiceDefaults;

namespace Webhooks.Tests.Unit.Telemetry;

public sealed class TraceSamplerTests
{
    private static readonly ActivityTraceId Trace = ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c");

    [Theory]
    [InlineData(ActivityKind.Server, SamplingDecision.RecordAndSample)]
    [InlineData(ActivityKind.Client, SamplingDecision.Drop)]
    [InlineData(ActivityKind.Internal, SamplingDecision.Drop)]
    public void Only_requests_begin_a_trace(ActivityKind kind, SamplingDecision expected) => Assert.Equal(expected, Decide(kind, default));

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, SamplingDecision.RecordAndSample)]
    [InlineData(ActivityTraceFlags.None, SamplingDecision.Drop)]
    public void Span_inside_a_trace_goes_by_the_trace(ActivityTraceFlags flags, SamplingDecision expected) =>
        Assert.Equal(
            expected, Decide(ActivityKind.Client, new ActivityContext(Trace, ActivitySpanId.CreateRandom(), flags, isRemote: true)));

    [Theory]
    [InlineData(false, SamplingDecision.Drop)]
    [InlineData(true, SamplingDecision.RecordAndSample)]
    public void Statements_of_a_probe_have_no_span_under_always_on(bool isRemote, SamplingDecision expected) => Assert.Equal(
        expected,
        Decide(
            ActivityKind.Client, new ActivityContext(Trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: isRemote),
            "always_on"));

    [Theory]
    [InlineData("always_on", null, SamplingDecision.RecordAndSample)]
    [InlineData("always_off", null, SamplingDecision.Drop)]
    [InlineData("traceidratio", "0", SamplingDecision.Drop)]
    [InlineData("traceidratio", null, SamplingDecision.RecordAndSample)]
    [InlineData("parentbased_always_on", null, SamplingDecision.RecordAndSample)]
    [InlineData("parentbased_always_off", null, SamplingDecision.Drop)]
    [InlineData("parentbased_traceidratio", "1", SamplingDecision.RecordAndSample)]
    [InlineData("parentbased_traceidratio", "0.0", SamplingDecision.Drop)]
    public void Standard_settings_choose_the_sampler(string sampler, string? argument, SamplingDecision expected) =>
        Assert.Equal(expected, Decide(ActivityKind.Server, default, sampler, argument));

    [Theory]
    [InlineData("sometimes", null)]
    [InlineData("traceidratio", "1.5")]
    [InlineData("traceidratio", "half")]
    public void Unknown_setting_is_refused(string sampler, string? argument) =>
        Assert.Throws<InvalidOperationException>(() => Decide(ActivityKind.Server, default, sampler, argument));

    [Theory]
    [InlineData("/run/v1/events", true)]
    [InlineData("/", true)]
    [InlineData("/health", false)]
    [InlineData("/alive", false)]
    [InlineData("/metrics", false)]
    [InlineData("/_blazor", false)]
    [InlineData("/_blazor/negotiate", false)]
    [InlineData("/_framework/blazor.web.js", false)]
    [InlineData("/_content/Radzen.Blazor/Radzen.Blazor.js", false)]
    [InlineData("/hangfire/stats", false)]
    public void Polls_and_probes_have_no_span(string path, bool isTraced) =>
        Assert.Equal(isTraced, Webhooks.ServiceDefaults.Telemetry.IsTraced(path));

    private static SamplingDecision Decide(ActivityKind kind, ActivityContext parent, string? sampler = null, string? argument = null) =>
        TraceSampler.Create(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OTEL_TRACES_SAMPLER"] = sampler,
            ["OTEL_TRACES_SAMPLER_ARG"] = argument,
        }).Build()).ShouldSample(new SamplingParameters(parent, Trace, "span", kind)).Decision;
}
