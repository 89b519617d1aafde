using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
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

        Assert.Equal(
            project.TenantNo,
            target?.RequestFor("evt_1", new byte[1], TimeSpan.FromSeconds(1), null, TimeProvider.System.GetUtcNow()).Owner);
    }

    [Fact]
    public async Task Settings_are_read_ahead_for_many_destinations_at_once()
    {
        var scene = new QueueScene(database);
        var project = await scene.AddProjectAsync();
        long[] destinations =
            [await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project)];
        var contexts = new Contexts(database);
        var targets = new DestinationTargets(contexts, new DestinationSecrecy(new EphemeralDataProtectionProvider()));

        await targets.ReadAheadAsync(destinations.Select(number => (number, 1L)), CancellationToken.None);
        await targets.ReadAheadAsync(destinations.Select(number => (number, 1L)), CancellationToken.None);
        foreach (var number in destinations)
        {
            Assert.NotNull(await targets.GetAsync(number, 1, CancellationToken.None));
        }

        Assert.Equal(1, contexts.Made);
    }

    [Fact]
    public async Task A_later_version_is_read_again()
    {
        var scene = new QueueScene(database);
        var destination = await scene.AddDestinationAsync(await scene.AddProjectAsync());
        var targets = new DestinationTargets(new Contexts(database), new DestinationSecrecy(new EphemeralDataProtectionProvider()));
        await targets.ReadAheadAsync([(destination, 1)], CancellationToken.None);
        await database.ExecuteAsync(
            "update destinations set version = 2, url = 'http://127.0.0.1:2/' where destination_no = $1", destination);

        await targets.ReadAheadAsync([(destination, 2)], CancellationToken.None);

        Assert.Equal(2, (await targets.GetAsync(destination, 1, CancellationToken.None))?.Version);
    }

    [Fact]
    public async Task A_destination_whose_secret_is_damaged_keeps_no_other_from_being_read_ahead()
    {
        var scene = new QueueScene(database);
        var project = await scene.AddProjectAsync();
        var (damaged, sound) = (await scene.AddDestinationAsync(project), await scene.AddDestinationAsync(project));
        await database.ExecuteAsync(
            "insert into destination_secrets (destination_no, protected_secret, created_at) values ($1, 'nonsense', now())", damaged);
        var contexts = new Contexts(database);
        var targets = new DestinationTargets(contexts, new DestinationSecrecy(new EphemeralDataProtectionProvider()));

        await targets.ReadAheadAsync([(damaged, 1), (sound, 1)], CancellationToken.None);

        Assert.NotNull(await targets.GetAsync(sound, 1, CancellationToken.None));
        Assert.Equal(1, contexts.Made);
        await Assert.ThrowsAnyAsync<Exception>(async () => await targets.GetAsync(damaged, 1, CancellationToken.None));
    }

    /// <summary>Counts the reads: each makes a context of its own.</summary>
    private sealed class Contexts(TestDatabase database) : IDbContextFactory<WebhooksDbContext>
    {
        public int Made { get; private set; }

        public WebhooksDbContext CreateDbContext()
        {
            Made++;
            return new(new DbContextOptionsBuilder<WebhooksDbContext>().UseNpgsql(database.DataSource).Options);
        }
    }
}
