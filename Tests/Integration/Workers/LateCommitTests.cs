using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

/// <summary>Claims begin where the last one ended, and still find what comes in behind that.</summary>
public sealed class LateCommitTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task What_is_committed_long_after_it_is_due_from_is_delivered_when_its_signal_comes()
    {
        await using var receiver = FakeReceiver.Start();
        await using var api = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        await using var late = await ApiApplication.StartAsync(database, new ApplicationOptions
        {
            WithWorker = false,
            Services = services =>
            {
                // As if each transaction took ten seconds: nobody tells this clock the database's time.
                services.Replace(
                    ServiceDescriptor.Singleton(new DatabaseClock(new SetClock(TimeProvider.System.GetUtcNow().AddSeconds(-10)))));
                services.Remove(services.Single(service => service.ImplementationType?.Name == "ClockWatch"));
            },
        });
        var project = await api.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url());

        // No look at the queue comes to the rescue.
        await using var worker = await WorkerApplication.StartAsync(database, new ApplicationOptions
        {
            Settings = new Dictionary<string, string?> { ["Worker:PollInterval"] = "01:00:00" },
        });
        await project.Publisher.PublishEventAsync(new PublishEventRequest("order.paid"));
        await receiver.WaitForRequestsAsync(1);

        using var http = late.HttpWith(project.PublisherKey);
        await new WebhooksClient(http).PublishEventAsync(new PublishEventRequest("order.paid"));

        await receiver.WaitForRequestsAsync(2);
    }
}
