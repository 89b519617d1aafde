using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Delivery;

public sealed class ManyWorkersTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Several_workers_and_apis_on_one_database_deliver_every_event_once()
    {
        await using var receiver = FakeReceiver.Start();
        await using var one = await ApiApplication.StartAsync(database);
        await using var other = await ApiApplication.StartAsync(database);
        await using var third = await WorkerApplication.StartAsync(database);
        var project = await one.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        WebhooksClient[] publishers = [project.Publisher, new(other.HttpWith(project.PublisherKey))];

        var batches = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => publishers[number % 2].PublishEventsAsync(
            [.. Enumerable.Range(0, 100).Select(_ => new PublishEventRequest("many"))])));

        var ids = batches.SelectMany(results => results.Select(result => result.Data!.Id)).ToList(); // Without an error there is an event.
        foreach (var id in ids)
        {
            await project.WaitForDeliveryAsync(id, destination.Id, DeliveryState.Delivered);
        }

        Assert.Equal(
            ids.Order(StringComparer.Ordinal),
            receiver.Requests.Select(request => request.Header("webhook-id")).Order(StringComparer.Ordinal));
    }
}
