using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class QueueTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task What_waits_is_shown_per_destination()
    {
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Status(503);
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(
            receiver.Url(), request => request with { Id = "failing", RetryPolicy = RetryPolicySetting.Waits(600) });
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "paused", Enabled = false });
        var first = await project.PublishAsync();
        await project.PublishAsync();
        await project.WaitForAttemptsAsync(first.Id, "failing", 1);
        var viewer = new WebhooksClient(application.App.HttpWith(await project.CreateKeyAsync(ApiKeyRole.Viewer)));

        var queue = await viewer.GetQueueAsync(project.TenantId, project.ProjectId);
        var paused = await viewer.GetQueueAsync(project.TenantId, project.ProjectId, ["paused"]);
        var both = await viewer.GetQueueAsync(project.TenantId, project.ProjectId, ["paused", "failing", "nothing"]);
        var none = await viewer.GetQueueAsync(project.TenantId, project.ProjectId, ["nothing"]);

        Assert.Equal((4, false), (queue.Waiting, queue.IsMore));
        Assert.Equal(
            [("failing", 2, false), ("paused", 2, true)], queue.Destinations.Select(of => (of.DestinationId, of.Waiting, of.Paused)));
        Assert.Equal(queue.Destinations[0].OldestDueAt, queue.OldestDueAt);
        Assert.Equal((2, null), (paused.Waiting, paused.OldestDueAt));
        Assert.Equal(2, Assert.Single(paused.Destinations).Waiting);
        Assert.Equal((4, 2), (both.Waiting, both.Destinations.Count));
        Assert.Equal((0, 0), (none.Waiting, none.Destinations.Count));
    }

    [Fact]
    public async Task Too_many_names_are_refused()
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.GetAsync(
            $"{project.Path}/queue?destinationId={string.Join(',', Enumerable.Range(0, 101))}");

        await response.AssertRefusedAtAsync("/destinationId");
    }
}
