using System.Net;
using System.Net.Http.Headers;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

public sealed class SeparateProcessTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Api_and_worker_deliver_as_processes_of_their_own()
    {
        await using var receiver = FakeReceiver.Start();
        await using var api = await ServiceProcess.StartAsync("Api", database);
        await using var worker = await ServiceProcess.StartAsync("DeliveryWorker", database);
        using var handler = new SocketsHttpHandler();
        using var http = new HttpClient(handler) { BaseAddress = api.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestPostgres.AdminKey);
        var client = new WebhooksClient(http);
        var destination = await client.CreateWebhookDestinationAsync(
            "default", "default", new CreateWebhookDestinationRequest("Receiver", receiver.Url().AbsoluteUri, ["event.created"]));

        var published = await client.PublishEventAsync(new PublishEventRequest("order.paid"));

        await Eventually.BecomesTrueAsync(
            async () =>
                (await client.GetEventAsync("default", "default", published.Id)).Deliveries.Single().State == DeliveryState.Delivered,
            "the event is delivered");
        Assert.Equal(published.Id, Assert.Single(receiver.Requests).Header("webhook-id"));
        foreach (var address in new[] { api.Address, worker.Address })
        {
            using var health = await http.GetAsync(new Uri(address, "/health"));
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        }

        Assert.Equal((0, 0), (await worker.StopAsync(), await api.StopAsync()));
        Assert.True(destination.Enabled);
    }
}
