using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Destinations;
using Webhooks.Core.Persistence;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Workers;

public sealed class DestinationTargetTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Attempts_at_a_destination_are_its_tenants()
    {
        var scene = new QueueScene(database);
        var project = await scene.AddProjectAsync();
        var destination = await scene.AddDestinationAsync(project);
        var targets = new DestinationTargets(new Contexts(database), new DestinationSecrecy(new EphemeralDataProtectionProvider()));

        var target = await targets.GetAsync(destination, 1, CancellationToken.None);

        Assert.Equal(project.TenantNo, target?.RequestFor("evt_1", new byte[1], TimeSpan.FromSeconds(1), null, TimeProvider.System.GetUtcNow()).Owner);
    }

    private sealed class Contexts(TestDatabase database) : IDbContextFactory<WebhooksDbContext>
    {
        public WebhooksDbContext CreateDbContext() => new(new DbContextOptionsBuilder<WebhooksDbContext>().UseNpgsql(database.DataSource).Options);
    }
}
