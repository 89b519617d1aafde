using System.Diagnostics;
using Webhooks.Core.Telemetry;

namespace Webhooks.Tests.Unit.Telemetry;

public sealed class TraceContextTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Recorded = $"00-{Trace}-b7ad6b7169203331-01";

    [Fact]
    public void Context_of_a_span_that_is_exported_is_the_spans_own()
    {
        using var source = new ActivitySource("trace context test");
        using var listener = new ActivityListener
        {
            ShouldListenTo = other => other == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var activity = source.StartActivity(ActivityKind.Server, ActivityContext.Parse(Recorded, "vendor=1"));

        var context = TraceContext.Of(activity);

        Assert.Equal(new TraceContext(activity!.Id!, "vendor=1"), context);
        Assert.Equal(Trace, context?.TraceId);
        Assert.NotEqual(Recorded, context?.Parent);
    }

    [Fact]
    public void Context_of_a_span_that_nobody_sees_is_its_callers()
    {
        using var activity = new Activity("request").SetParentId(Recorded).Start();

        Assert.Equal(new TraceContext(Recorded), TraceContext.Of(activity));
    }

    [Fact]
    public void Trace_that_is_not_recorded_has_no_context()
    {
        using var without = new Activity("request").Start();
        using var unsampled = new Activity("request").SetParentId($"00-{Trace}-b7ad6b7169203331-00").Start();

        Assert.Null(TraceContext.Of(without));
        Assert.Null(TraceContext.Of(unsampled));
        Assert.Null(TraceContext.Of(null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("vendor=a\0b")]
    [InlineData("vendor=ä")]
    public void State_that_no_header_may_have_is_dropped(string state)
    {
        using var activity = new Activity("request").SetParentId(Recorded).Start();
        activity.TraceStateString = state;

        Assert.Equal(new TraceContext(Recorded), TraceContext.Of(activity));
    }

    [Fact]
    public void State_is_kept_up_to_its_limit()
    {
        using var activity = new Activity("request").SetParentId(Recorded).Start();
        activity.TraceStateString = new string('a', TraceContext.MostStateCharacters);
        var kept = TraceContext.Of(activity);
        activity.TraceStateString += 'a';
        var dropped = TraceContext.Of(activity);

        Assert.Equal((TraceContext.MostStateCharacters, null), (kept?.State?.Length, dropped?.State));
    }

    [Fact]
    public void What_is_not_recorded_further_keeps_its_place()
    {
        Assert.Equal(new TraceContext($"00-{Trace}-b7ad6b7169203331-00", "vendor=1"), new TraceContext(Recorded, "vendor=1").NotRecorded());
    }
}
