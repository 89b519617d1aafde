using System.Diagnostics;
using System.Net.Http.Json;
using Webhooks.Contracts;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Telemetry;

/// <summary>One trace from the producer's request over the delivery to the receiver.</summary>
public sealed class TraceTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private const string ProducersSpan = "b7ad6b7169203331";

    private readonly string traceId = ActivityTraceId.CreateRandom().ToHexString();
    private readonly RecordedSpans spans = new();

    public void Dispose() => spans.Dispose();

    [Fact]
    public async Task Receiver_continues_the_producers_trace_below_the_deliverys_span()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database, spans.Options());
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url("/hook?key=secret"));

        var published = await PublishAsync(project, "01", "vendor=1,other=2");
        var received = (await receiver.WaitForRequestsAsync(1))[0];

        var delivery = Assert.Single(await spans.WaitForAsync(traceId, AttemptSpan.Name));
        var publish = Assert.Single(await spans.WaitForAsync(traceId, "POST /run/v1/events"));
        Assert.Equal($"00-{traceId}-{delivery.SpanId}-01", received.Header("traceparent"));
        Assert.Equal("vendor=1,other=2", received.Header("tracestate"));
        Assert.Equal((ActivityKind.Client, publish.SpanId), (delivery.Kind, delivery.ParentSpanId));
        Assert.Equal((ActivityKind.Server, ProducersSpan), (publish.Kind, publish.ParentSpanId.ToHexString()));
        Assert.Equal(("/run/v1/events", 201), (Tag(publish, "http.route"), Tag(publish, "http.response.status_code")));
        Assert.Equal(
            (destination.Id, 1, "delivered", 200, "127.0.0.1", receiver.Port),
            (Tag(delivery, "webhooks.destination.id"), Tag(delivery, "webhooks.attempt"), Tag(delivery, "webhooks.verdict"),
                Tag(delivery, "http.response.status_code"), Tag(delivery, "server.address"), Tag(delivery, "server.port")));
        Assert.DoesNotContain(delivery.TagObjects, tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal));
        Assert.Equal(traceId, (await project.Client.GetEventAsync(project.TenantId, project.ProjectId, published.Id)).TraceId);
        Assert.Equal(2, spans.Of(traceId).Count(span => span.Source.Name != "Npgsql"));
    }

    [Fact]
    public async Task Each_attempt_has_a_span_that_says_how_it_failed()
    {
        await using var receiver = FakeReceiver.Start().Enqueue(Answer.Status(503));
        await using var app = await ApiApplication.StartAsync(database, spans.Options());
        var project = await app.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url());

        await PublishAsync(project, "01");

        var attempts = await spans.WaitForAsync(traceId, AttemptSpan.Name, 2);
        Assert.Equal(
            [((object?)1, (object?)"retry", (object?)"503", ActivityStatusCode.Error), (2, "delivered", null, ActivityStatusCode.Unset)],
            attempts.Select(span => (Tag(span, "webhooks.attempt"), Tag(span, "webhooks.verdict"), Tag(span, "error.type"), span.Status)));
    }

    [Fact]
    public async Task Service_that_exports_no_traces_hands_the_producers_context_on()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { Logs = new RecordedLogs() });
        var project = await app.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url());

        await PublishAsync(project, "01", "vendor=1");
        var received = (await receiver.WaitForRequestsAsync(1))[0];

        Assert.StartsWith($"00-{traceId}-", received.Header("traceparent"), StringComparison.Ordinal);
        Assert.EndsWith("-01", received.Header("traceparent"), StringComparison.Ordinal);
        Assert.Equal("vendor=1", received.Header("tracestate"));
    }

    [Fact]
    public async Task Trace_that_nobody_records_goes_no_further()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database, spans.Options());
        var project = await app.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url());

        var published = await PublishAsync(project, "00", "vendor=1");
        var received = (await receiver.WaitForRequestsAsync(1))[0];

        Assert.Null(received.Header("traceparent"));
        Assert.Null(received.Header("tracestate"));
        Assert.Empty(spans.Of(traceId));
        Assert.Null((await project.Client.GetEventAsync(project.TenantId, project.ProjectId, published.Id)).TraceId);
    }

    [Fact]
    public async Task Large_batch_has_spans_for_a_part_of_its_events()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database, spans.Options());
        var project = await app.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url());

        using var request = Request("/run/v1/events/batch", "01", null);
        request.Content = JsonContent.Create(new { events = Enumerable.Range(0, 250).Select(_ => new { type = "order.paid" }) });
        using var response = await project.PublisherHttp.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var received = await receiver.WaitForRequestsAsync(250);

        Assert.All(received, one => Assert.Contains(traceId, one.Header("traceparent"), StringComparison.Ordinal));
        Assert.Equal(100, received.Count(one => one.Header("traceparent")!.EndsWith("-01", StringComparison.Ordinal)));
        Assert.Equal(100, (await spans.WaitForAsync(traceId, AttemptSpan.Name, 100)).Count);
    }

    /// <summary>So the polls of a live page are no traces of the Api's either.</summary>
    [Fact]
    public async Task Call_that_no_request_caused_says_that_its_trace_is_not_recorded()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database, spans.Options() with { WithWorker = false });
        using var http = new HttpClient(new SocketsHttpHandler());

        using var content = new StringContent("{}");
        (await http.PostAsync(receiver.Url(), content)).Dispose();

        Assert.EndsWith("-00", Assert.Single(receiver.Requests).Header("traceparent"), StringComparison.Ordinal);
    }

    private static object? Tag(Activity span, string name) => span.GetTagItem(name);

    private HttpRequestMessage Request(string path, string flags, string? state)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("traceparent", $"00-{traceId}-{ProducersSpan}-{flags}");
        if (state is not null)
        {
            request.Headers.Add("tracestate", state);
        }

        return request;
    }

    private async Task<EventResponse> PublishAsync(TestProject project, string flags, string? state = null)
    {
        using var request = Request("/run/v1/events", flags, state);
        request.Content = JsonContent.Create(new PublishEventRequest("order.paid"), options: WebhooksJson.Options);
        using var response = await project.PublisherHttp.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<DataResponse<EventResponse>>(WebhooksJson.Options))!.Data;
    }
}
