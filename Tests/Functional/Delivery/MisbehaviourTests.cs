using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Delivery;

/// <summary>What receivers can do to the worker: nothing.</summary>
public sealed class MisbehaviourTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);

    /// <summary>An answer, and the failure class its attempt gets.</summary>
    private static readonly (Answer Answer, string FailureClass)[] Failures =
    [
        (Answer.Hang, "timeout"),
        (Answer.HangInBody, "timeout"),
        (Answer.DripHeaders(Often), "timeout"),
        (Answer.DripBody(Often), "timeout"),
        (Answer.Close, "reset"),
        (Answer.Reset, "reset"),
        (Answer.ResetInBody, "reset"),
        (Answer.CloseInBody, "reset"),
        (Answer.Garbage, "http"),
        (Answer.Raw("HTTP/1.1 abc\r\n\r\n"), "http"),
        (Answer.EndlessHeaders, "too_large"),
        (Answer.EndlessContinue, "too_large"),
        (Answer.Status(200, string.Empty, ("X-Huge", new string('x', 1_000_000))), "too_large"),
    ];

    [Fact]
    public async Task Every_misbehaviour_is_an_attempt_with_its_class_and_is_tried_again()
    {
        var project = await application.CreateProjectAsync();
        var receivers = new List<FakeReceiver>();
        foreach (var (index, (answer, _)) in Failures.Index())
        {
            receivers.Add(FakeReceiver.Start().Enqueue(answer));
            await project.CreateDestinationAsync(
                receivers[index].Url(), request => request with { Id = $"receiver-{index}", RetryPolicy = RetryPolicySetting.Waits(1) });
        }

        var published = await project.PublishAsync();

        foreach (var (index, (answer, failureClass)) in Failures.Index())
        {
            var delivery = await project.WaitForDeliveryAsync(published.Id, $"receiver-{index}", DeliveryState.Delivered);
            Assert.True(
                (2, failureClass) == (delivery.AttemptCount, delivery.Attempts[0].FailureClass), $"{answer}: {delivery.Attempts[0]}");
            await receivers[index].DisposeAsync();
        }
    }

    [Fact]
    public async Task A_body_without_end_is_cut_off_and_the_status_counts()
    {
        await using var endless = FakeReceiver.Start().Enqueue(Answer.EndlessBody);
        await using var huge = FakeReceiver.Start().Enqueue(Answer.HugeBody(10_000_000));
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(endless.Url(), request => request with { Id = "endless" });
        await project.CreateDestinationAsync(huge.Url(), request => request with { Id = "huge" });

        var published = await project.PublishAsync();

        foreach (var id in new[] { "endless", "huge" })
        {
            var delivery = await project.WaitForDeliveryAsync(published.Id, id, DeliveryState.Delivered);
            Assert.InRange(Assert.Single(delivery.Attempts).ResponseBody?.Length ?? 0, 1, 16 * 1024);
        }
    }

    [Fact]
    public async Task A_body_that_is_no_text_is_stored_and_shown()
    {
        await using var receiver = FakeReceiver.Start().Enqueue(Answer.Status(200, "zero \0 here"));
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());

        var published = await project.PublishAsync();

        var delivery = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);
        Assert.StartsWith("zero ", Assert.Single(delivery.Attempts).ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_or_speaks_no_TLS_is_tried_again()
    {
        await using var refusing = FakeReceiver.StartRefusing();
        await using var plain = FakeReceiver.StartGarbage();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(refusing.Url(), request => request with { Id = "refusing" });
        await project.CreateDestinationAsync(plain.Url(scheme: "https"), request => request with { Id = "plain" });
        await project.CreateDestinationAsync(new Uri("https://does-not-exist.invalid/"), request => request with { Id = "unknown" });

        var published = await project.PublishAsync();

        Assert.Equal("connect", (await project.WaitForAttemptsAsync(published.Id, "refusing", 1)).Attempts[0].FailureClass);
        Assert.Equal("tls", (await project.WaitForAttemptsAsync(published.Id, "plain", 1)).Attempts[0].FailureClass);
        Assert.Equal("dns", (await project.WaitForAttemptsAsync(published.Id, "unknown", 1)).Attempts[0].FailureClass);
    }

    [Fact]
    public async Task While_one_tenants_receivers_misbehave_in_every_way_anothers_deliveries_flow()
    {
        await using var bad = FakeReceiver.Start();
        await using var good = FakeReceiver.Start();
        var misbehaviours = Failures.Select(failure => failure.Answer).ToArray();
        bad.Choose = request => misbehaviours[int.Parse(request.Path[1..], System.Globalization.CultureInfo.InvariantCulture)];
        var troubled = await application.CreateProjectAsync();
        for (var index = 0; index < misbehaviours.Length; index++)
        {
            await troubled.CreateDestinationAsync(bad.Url($"/{index}"), request => request with { Id = $"bad-{index}" });
        }

        var healthy = await application.CreateProjectAsync();
        var destination = await healthy.CreateDestinationAsync(good.Url());
        await troubled.Publisher.PublishEventsAsync([.. Enumerable.Range(0, 40).Select(_ => new PublishEventRequest("bad"))]);
        await bad.WaitForRequestsAsync(misbehaviours.Length);

        var results = await healthy.Publisher.PublishEventsAsync(
            [.. Enumerable.Range(0, 200).Select(_ => new PublishEventRequest("good"))]);
        await good.WaitForRequestsAsync(200);

        // The hanging ones are not through yet: 40 deliveries, at most four at once, five seconds each and two retries.
        var waiting = await troubled.Client.ListDeliveriesAsync(
            troubled.TenantId, troubled.ProjectId, new DeliveryFilter { DestinationId = "bad-0", State = DeliveryState.Pending });
        Assert.NotEmpty(waiting.Data);
        foreach (var result in results)
        {
            // Without an error there is an event.
            Assert.Equal(1, (await healthy.WaitForDeliveryAsync(result.Data!.Id, destination.Id, DeliveryState.Delivered)).AttemptCount);
        }

        for (var index = 0; index < misbehaviours.Length; index++)
        {
            await troubled.Client.DeleteWebhookDestinationAsync(troubled.TenantId, troubled.ProjectId, $"bad-{index}");
        }
    }
}
