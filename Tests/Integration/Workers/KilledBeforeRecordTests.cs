using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

/// <summary>A worker that dies between the call and the record: the delivery is sent again, by another one.</summary>
public sealed class KilledBeforeRecordTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_delivery_whose_worker_is_killed_while_the_receiver_thinks_is_sent_again_by_another_worker()
    {
        await using var receiver = FakeReceiver.Start();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        await using var killed = await ServiceProcess.StartAsync("DeliveryWorker", database);
        var project = await app.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        receiver.Enqueue(Answer.Hang);
        var published = await project.PublishAsync();
        await receiver.WaitForRequestsAsync(1);

        await killed.KillAsync();
        await using var other = await WorkerApplication.StartAsync(database);
        Assert.Equal(DeliveryState.Delivering, (await project.FindDeliveryAsync(published.Id, destination.Id))?.State);

        var delivery = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Delivered);
        Assert.Equal(1, delivery.AttemptCount);
        Assert.Equal([published.Id, published.Id], receiver.Requests.Select(request => request.Header("webhook-id")));
    }
}
