using System.Net;
using Microsoft.Extensions.Hosting;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Delivery;

/// <summary>Outside of Development nothing on this machine may be called.</summary>
public sealed class BlockedAddressTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly ApplicationOptions InProduction = new() { Environment = Environments.Production };

    [Theory]
    [InlineData("http://127.0.0.1:9000/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://localhost/")]
    [InlineData("http://api.localhost/")]
    public async Task A_destination_on_this_machine_is_refused_when_it_is_saved(string url)
    {
        await using var app = await ApiApplication.StartAsync(database, InProduction with { WithWorker = false });
        var project = await app.CreateProjectAsync();

        using var response = await project.Http.PostTextAsync(
            project.DestinationsPath, $$"""{"name":"Receiver","url":"{{url}}","eventTypes":["event.created"]}""");

        await response.AssertRefusedAtAsync("/url");
    }

    [Fact]
    public async Task A_blocked_address_fails_the_delivery_and_the_test_without_a_connection()
    {
        await using var receiver = FakeReceiver.Start();
        await using var developers = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var project = await developers.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url());
        await using var production = await ApiApplication.StartAsync(database, InProduction);
        using var admin = production.HttpWith(project.AdminKey);

        var test = await new WebhooksClient(admin).TestWebhookDestinationAsync(project.TenantId, project.ProjectId, destination.Id);
        var published = await project.PublishAsync();
        var delivery = await project.WaitForDeliveryAsync(published.Id, destination.Id, DeliveryState.Failed);

        var attempt = Assert.Single(delivery.Attempts);
        Assert.Equal(("failed", "blocked", null), (attempt.Verdict, attempt.FailureClass, attempt.StatusCode));
        Assert.False(test.Success);
        Assert.Null(test.StatusCode);
        Assert.Equal(0, receiver.ConnectionCount);
        using var health = await production.Anonymous.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }
}
