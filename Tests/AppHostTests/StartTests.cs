using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.AppHost;
using Webhooks.Client;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.AppHostTests;

/// <summary>The application model started for real, with containers.</summary>
public sealed class StartTests
{
    private const string AdminKey = "first-admin-key-of-the-tests";

    /// <summary>Images may have to be fetched first.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [FactWithContainers]
    public async Task Everything_becomes_healthy_and_a_published_event_is_delivered()
    {
        using var patience = new CancellationTokenSource(Patience);
        string[] arguments = [$"--Parameters:{ResourceNames.AdminKey}={AdminKey}"];
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments, patience.Token);
        WithoutVolumes(builder);
        await using var app = await builder.BuildAsync(patience.Token);
        await app.StartAsync(patience.Token);
        foreach (var name in new[] { ResourceNames.Api, ResourceNames.Worker, ResourceNames.Dashboard, ResourceNames.Receiver })
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(name, patience.Token);
        }

        var receiver = app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == ResourceNames.Receiver);
        var published = await app.ResourceCommands.ExecuteCommandAsync(receiver, ResourceNames.PublishSampleEvent, patience.Token);
        Assert.True(published.Success, published.Message);

        using var http = app.CreateHttpClient(ResourceNames.Api, ResourceNames.Http);
        var client = new WebhooksClient(http, AdminKey);
        await Eventually.BecomesTrueAsync(
            async () => (await client.ListDeliveriesAsync("default", "default", cancellationToken: patience.Token)).Data
                .Any(delivery => delivery.State == DeliveryState.Delivered),
            "the sample event is delivered");
    }

    /// <summary>A test begins with an empty database, and leaves the one of the developer alone.</summary>
    private static void WithoutVolumes(IDistributedApplicationTestingBuilder builder)
    {
        foreach (var container in builder.Resources.Where(resource => resource.IsContainer()))
        {
            foreach (var volume in container.Annotations.OfType<ContainerMountAnnotation>().ToList())
            {
                container.Annotations.Remove(volume);
            }
        }
    }
}
