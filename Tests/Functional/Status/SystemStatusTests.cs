using System.Net;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Status;

public sealed class SystemStatusTests
{
    [Fact]
    public async Task The_status_shows_workers_and_what_waits_over_all_tenants()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(
            database,
            new ApplicationOptions { Settings = new Dictionary<string, string?> { ["Worker:HeartbeatInterval"] = "00:00:00.1" } });
        await using var receiver = FakeReceiver.Start();
        receiver.Default = Answer.Hang;
        var project = await app.CreateProjectAsync();
        var other = await app.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "hanging" });
        await other.CreateDestinationAsync(receiver.Url(), request => request with { Id = "paused", Enabled = false });
        await project.PublishAsync();
        await other.PublishAsync();
        await other.PublishAsync();

        var status = await Eventually.GetAsync(
            async () =>
                await app.Admin.GetSystemStatusAsync() is { Workers: [{ Leased: 1 }] } found
                    ? found
                    : null, "the worker holds one delivery");

        var worker = Assert.Single(status.Workers);
        Assert.True(worker.Alive && worker.StartedAt <= worker.HeartbeatAt && worker.HeartbeatAt <= status.At);
        Assert.Equal((true, false, false), (status.Database.Reachable, status.Cache.Configured, status.Cache.Reachable));
        Assert.Equal(
            (1, 2, 0, 0, false),
            (status.Queue!.Leased, status.Queue.Held, status.Queue.DueNow, status.Queue.Scheduled, status.Queue.Estimated));
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", status.Version);
    }

    [Fact]
    public async Task Only_a_key_of_all_tenants_sees_the_status()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var project = await app.CreateProjectAsync();

        using var refused = await project.Http.GetAsync("/manage/system");

        await refused.ReadProblemAsync(HttpStatusCode.Forbidden);
        Assert.Empty((await app.Admin.GetSystemStatusAsync()).Workers);
    }
}
