using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class StatsTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task Attempts_are_counted_per_destination_and_per_project()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Enqueue(Answer.Status(503), Answer.Status(200), Answer.Status(404));
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(
            receiver.Url(),
            request => request with { Id = "first", EventTypes = ["event.created"], RetryPolicy = RetryPolicySetting.Waits(1) });
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "second", EventTypes = ["feedback.created"] });
        var custom = await project.PublishAsync();
        await project.WaitForDeliveryAsync(custom.Id, "first", DeliveryState.Delivered);
        var feedback = await project.Publisher.PublishEventAsync(
            new PublishEventRequest("feedback.created") { Data = TestProject.Json(new { }) });
        await project.WaitForDeliveryAsync(feedback.Id, "second", DeliveryState.Failed);
        var viewer = new WebhooksClient(application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer)));
        var to = feedback.CreatedAt.AddMinutes(10);

        foreach (var step in StatsStep.All)
        {
            var first = await viewer.GetDestinationStatsAsync(project.TenantId, project.ProjectId, "first", to.AddHours(-1), to, step);
            var second = await viewer.GetDestinationStatsAsync(project.TenantId, project.ProjectId, "second", to.AddHours(-1), to, step);
            var all = await viewer.GetStatsAsync(project.TenantId, project.ProjectId, to.AddHours(-1), to, step);

            Assert.Equal((1, 1, 0, 0), CountsOf(first.Totals));
            Assert.Equal((0, 0, 1, 0), CountsOf(second.Totals));
            Assert.Equal((1, 1, 1, 0), CountsOf(all.Totals));
            Assert.True(all.Totals.P50Ms > 0 && all.Totals.P50Ms <= all.Totals.P95Ms && all.Totals.P95Ms <= all.Totals.P99Ms);
            Assert.InRange(all.Series.Count, step == StatsStep.Minute ? 60 : 1, step == StatsStep.Minute ? 61 : 2);
            Assert.Equal(1, all.Series.Sum(point => point.Retry));
            Assert.All(all.Series.Zip(all.Series.Skip(1)), pair => Assert.True(pair.First.At < pair.Second.At));
            Assert.All(all.Series.Where(point => point.Delivered + point.Retry + point.Failed == 0), point => Assert.Null(point.P99Ms));
        }
    }

    [Fact]
    public async Task Without_a_span_the_last_hour_or_day_is_shown()
    {
        var project = await application.CreateProjectAsync();

        var minutes = await project.Client.GetStatsAsync(project.TenantId, project.ProjectId);
        var hours = await project.Client.GetStatsAsync(project.TenantId, project.ProjectId, step: StatsStep.Hour);

        Assert.InRange(minutes.Series.Count, 60, 61);
        Assert.InRange(hours.Series.Count, 24, 25);
        Assert.Equal((0, 0, 0, 0), CountsOf(hours.Totals));
        Assert.Null(hours.Totals.P50Ms);
    }

    [Theory]
    [InlineData("/stats?step=day", "/step")]
    [InlineData("/stats?from=2026-01-01T00:00:00Z&to=2026-01-03T00:00:00Z", "/from")]
    [InlineData("/stats?step=hour&from=2025-01-01T00:00:00Z&to=2026-01-03T00:00:00Z", "/from")]
    [InlineData("/stats?from=1969-12-31T23:59:59Z", "/from")]
    [InlineData("/stats?from=2026-01-03T00:00:00Z&to=2026-01-01T00:00:00Z", "/to")]
    [InlineData("/ledger?from=2026-01-01T00:00:00Z&to=2026-01-09T00:00:00Z", "/from")]
    [InlineData("/ledger?to=now", "/to")]
    public async Task A_bad_span_is_refused_with_the_name_of_the_parameter(string path, string place)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.GetAsync(project.Path + path);

        await response.AssertRefusedAtAsync(place);
    }

    [Theory]
    [InlineData("/stats?to=9999-12-31T23:59:59.999Z")]
    [InlineData("/stats?step=hour&to=9999-12-31T23:59:59.999Z")]
    [InlineData("/stats?from=1970-01-01T00:00:00Z&to=1970-01-01T00:00:00Z")]
    [InlineData("/ledger?to=9999-12-31T23:59:59.999Z")]
    [InlineData("/stats?since=2999-01-01T00:00:30Z")]
    [InlineData("/stats?since=9999-12-31T23:59:59.999999999Z&step=hour")]
    [InlineData("/ledger?since=2999-01-01T00:00:30Z")]
    [InlineData("/stats?until=1970-01-01t00:00:00z")]
    [InlineData("/ledger?until=1970-01-01T00:00:00Z")]
    [InlineData("/deliveries?since=2999-01-01T00:00:00Z")]
    [InlineData("/events?since=2999-01-01T00:00:00.123456789%2B05:30&until=9999-12-31T23:59:59Z")]
    public async Task A_span_at_the_end_of_time_is_empty(string path)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.GetAsync(project.Path + path);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_ledger_accounts_for_every_delivery()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.PublishAsync();
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "sent" });
        await project.CreateDestinationAsync(new Uri("https://example.com/"), request => request with { Id = "held", Enabled = false });
        for (var number = 0; number < 3; number++)
        {
            await project.WaitForDeliveryAsync((await project.PublishAsync()).Id, "sent", DeliveryState.Delivered);
        }

        var ledger = await project.Client.GetLedgerAsync(project.TenantId, project.ProjectId);

        Assert.Equal((4, 1, 6, 6, true), (ledger.Accepted, ledger.Unmatched, ledger.Matched, ledger.Deliveries, ledger.Balances));
        Assert.Equal((3, 3, 0), (ledger.States["delivered"], ledger.States["held"], ledger.States["failed"]));
        Assert.Equal(DeliveryState.All.Order(StringComparer.Ordinal), ledger.States.Keys.Order(StringComparer.Ordinal));
    }

    private static (long Delivered, long Retry, long Failed, long Gone) CountsOf(StatsCounts counts) =>
        (counts.Delivered, counts.Retry, counts.Failed, counts.Gone);
}
