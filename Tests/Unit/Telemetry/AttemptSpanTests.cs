using System.Diagnostics;
using Webhooks.Core.Queue;
using Webhooks.Core.Sending;
using Webhooks.Core.Telemetry;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Unit.Telemetry;

/// <summary>Listeners are the process's: tests that have one, or need none, run one after the other.</summary>
[Collection(nameof(AttemptSpan))]
public sealed class AttemptSpanTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private static readonly TraceContext Published = new($"00-{Trace}-b7ad6b7169203331-01", "vendor=1");
    private static readonly Uri Url = new("https://receiver.example:8443/hook?key=secret");

    [Fact]
    public void Without_a_listener_an_attempt_makes_nothing_and_sends_the_stored_context()
    {
        var delivery = Delivery(Published);
        AttemptSpan.Start(delivery, "orders", Url);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var span = AttemptSpan.Start(delivery, "orders", Url);
        var context = AttemptSpan.ContextOf(span, delivery);
        AttemptSpan.Finish(span, Answered(200), new Verdict.Delivered());

        Assert.Null(span);
        Assert.Same(Published, context);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400); // The result and the verdict, made here.
    }

    [Fact]
    public void Attempt_has_a_client_span_below_the_publish()
    {
        using var listener = Listen();
        var delivery = Delivery(Published) with { AttemptCount = 2 };

        using var span = AttemptSpan.Start(delivery, "orders", Url);
        AttemptSpan.Finish(span, Answered(503), new Verdict.RetryAt(DateTimeOffset.UnixEpoch, "HTTP 503"));

        Assert.NotNull(span);
        Assert.Equal(
            (Trace, "b7ad6b7169203331", ActivityKind.Client), (span.TraceId.ToHexString(), span.ParentSpanId.ToHexString(), span.Kind));
        Assert.Equal(new TraceContext($"00-{Trace}-{span.SpanId}-01", "vendor=1"), AttemptSpan.ContextOf(span, delivery));
        Assert.Equal((ActivityStatusCode.Error, "HTTP 503"), (span.Status, span.StatusDescription));
        Assert.Equal(
            [
                ("error.type", "503"), ("http.request.method", "POST"), ("http.response.status_code", 503),
                ("server.address", "receiver.example"), ("server.port", 8443), ("webhooks.attempt", 3),
                ("webhooks.destination.id", "orders"), ("webhooks.event.id", "evt_1"),
                ("webhooks.event.type", "event.created"), ("webhooks.verdict", "retry"),
            ],
            span.TagObjects.Select(tag => (tag.Key, tag.Value!)).OrderBy(tag => tag.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Failure_without_an_answer_is_named_by_its_class()
    {
        using var listener = Listen();
        using var span = AttemptSpan.Start(Delivery(Published), "orders", Url);

        AttemptSpan.Finish(
            span,
            Answered(null) with { FailureClass = FailureClass.Timeout, Error = "timed out" },
            new Verdict.RetryAt(DateTimeOffset.UnixEpoch, "timed out"));

        Assert.Equal(("timeout", null), (span!.GetTagItem("error.type"), span.GetTagItem("http.response.status_code")));
    }

    [Fact]
    public void Attempt_without_a_stored_context_has_no_span()
    {
        using var listener = Listen();

        Assert.Null(AttemptSpan.Start(Delivery(null), "orders", Url));
        Assert.Null(AttemptSpan.ContextOf(null, Delivery(null)));
    }

    [Fact]
    public void Large_fan_out_has_about_a_hundred_spans_and_the_same_ones_at_every_attempt()
    {
        using var listener = Listen();
        var deliveries = Enumerable.Range(1, 1_000)
            .Select(number => Delivery(Published) with { DestinationNo = number, Matched = 1_000 }).ToList();

        var first = deliveries.Select(HasSpan).ToList();
        var second = deliveries.Select(delivery => HasSpan(delivery with { AttemptCount = 1 })).ToList();

        Assert.InRange(first.Count(chosen => chosen), 60, 150);
        Assert.Equal(first, second);
        Assert.All(deliveries.Where((_, index) => !first[index]), delivery =>
            Assert.Equal($"00-{Trace}-b7ad6b7169203331-00", AttemptSpan.ContextOf(null, delivery)?.Parent));
    }

    [Fact]
    public void The_document_lists_the_span_and_every_attribute_of_it_and_no_other()
    {
        using var listener = Listen();
        using var answered = AttemptSpan.Start(Delivery(Published), "orders", Url);
        AttemptSpan.Finish(answered, Answered(503), new Verdict.Failed("HTTP 503"));
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "telemetry.md"));
        var traces = document[
            document.IndexOf("## Traces", StringComparison.Ordinal)..document.IndexOf("## Log lines", StringComparison.Ordinal)];

        Assert.Contains($"| `{answered!.DisplayName}` | client | the request that published the event |", Rows(traces));
        Assert.Equal(
            answered.TagObjects.Select(tag => tag.Key).Order(StringComparer.Ordinal),
            Rows(traces[traces.IndexOf("| Attribute of `deliver`", StringComparison.Ordinal)..]).Skip(2)
                .SelectMany(row => row.Split('|')[1].Split(',').Select(name => name.Trim(' ', '`'))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Fan_out_of_a_hundred_has_all_its_spans() => Assert.All(
        Enumerable.Range(1, 100).Select(number => Delivery(Published) with { DestinationNo = number, Matched = 100 }),
        delivery => Assert.True(AttemptSpan.IsChosen(delivery)));

    private static IEnumerable<string> Rows(string markdown) => markdown.Split('\n').Where(line => line.StartsWith('|'));

    private static bool HasSpan(ClaimedDelivery delivery)
    {
        using var span = AttemptSpan.Start(delivery, "orders", Url);
        return span is not null;
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WebhookMetrics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static AttemptResult Answered(int? status) => new()
    {
        StartedAt = DateTimeOffset.UnixEpoch,
        Duration = TimeSpan.FromMilliseconds(5),
        StatusCode = status,
    };

    private static ClaimedDelivery Delivery(TraceContext? trace) => new()
    {
        ProjectNo = 1,
        EventKey = new Guid("0199c3f2-6a7b-7def-8123-456789abcdef"),
        DestinationNo = 1,
        DestinationVersion = 1,
        LeaseId = Guid.Empty,
        DueAt = DateTimeOffset.UnixEpoch,
        AttemptCount = 0,
        RoundStart = 0,
        EventId = "evt_1",
        EventType = "event.created",
        AgentId = null,
        Trace = trace,
        Body = [],
        Matched = 1,
    };
}
