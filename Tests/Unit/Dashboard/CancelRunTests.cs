using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Deliveries;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class CancelRunTests
{
    private readonly List<string> asked = [];
    private readonly List<string> said = [];

    [Fact]
    public async Task All_are_called_off_one_after_the_other_and_each_is_told()
    {
        var run = new CancelRun(["dlv_1", "dlv_2"]);

        await run.RunAsync(Cancel, () => said.Add(run.Describe()));

        Assert.Equal(["dlv_1", "dlv_2"], asked);
        Assert.Equal(["Cancelling: 1 of 2.", "Cancelling: 2 of 2."], said);
        Assert.Equal("2 deliveries cancelled.", run.Describe());
        Assert.True(run is { IsOver: true, IsWhole: true });
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Gone)]
    public async Task One_that_is_past_it_is_counted_and_the_others_are_called_off(HttpStatusCode status)
    {
        var run = new CancelRun(["dlv_1", "dlv_late"]);

        await run.RunAsync(id => id == "dlv_late" ? Task.FromException(new WebhooksApiException(status, null)) : Cancel(id), () => { });

        Assert.Equal("1 delivery cancelled. 1 could not be cancelled: in flight or finished.", run.Describe());
        Assert.False(run.IsWhole);
    }

    [Fact]
    public async Task It_is_stopped_by_hand_and_by_anything_else_the_api_says()
    {
        var stopped = new CancelRun(["dlv_1", "dlv_2", "dlv_3"]);
        var broken = new CancelRun(["dlv_4", "dlv_5"]);

        await stopped.RunAsync(Cancel, stopped.Stop);
        await Assert.ThrowsAsync<WebhooksApiException>(() => broken.RunAsync(
            _ => Task.FromException(new WebhooksApiException(HttpStatusCode.ServiceUnavailable, null)), () => { }));

        Assert.Equal(["dlv_1"], asked);
        Assert.Equal("Stopped after 1 of 3 deliveries were cancelled.", stopped.Describe());
        Assert.Equal("Stopped after 0 of 2 deliveries were cancelled.", broken.Describe());
        Assert.True(stopped.IsOver && broken.IsOver);
    }

    [Fact]
    public void Only_what_waits_can_be_called_off() =>
        Assert.Equal([DeliveryState.Pending, DeliveryState.Retrying, DeliveryState.Held], DeliveryState.All.Where(CancelRun.Takes));

    private Task Cancel(string id)
    {
        asked.Add(id);
        return Task.CompletedTask;
    }
}
