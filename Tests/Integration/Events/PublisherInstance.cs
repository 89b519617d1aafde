using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;
using Webhooks.Core.Telemetry;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration.Events;

/// <summary>The publishing half of one Api process.</summary>
internal sealed class PublisherInstance : IAsyncDisposable
{
    private readonly EventPublisher publisher;

    private PublisherInstance(TestDatabase database, IConnectionMultiplexer? redis, PublishOptions options)
    {
        var source = database.DataSource;
        var cache = new DestinationCache(redis, TimeProvider.System, NullLogger<DestinationCache>.Instance);
        var repair = new PartitionRepair(
            new DayPartitions(source, TimeProvider.System), TimeProvider.System, NullLogger<PartitionRepair>.Instance);
        Batcher = new PublishBatcher(
            source,
            new DueSignal(source, NullLogger<DueSignal>.Instance),
            new WaitingQuota(source, TimeProvider.System, Options.Create(options)),
            new TroubleReports(source, repair, TimeProvider.System, NullLogger<TroubleReports>.Instance),
            Options.Create(options),
            NullLogger<PublishBatcher>.Instance);
        Directory = new DestinationDirectory(source, cache);
        publisher = new EventPublisher(
            Directory, Batcher, new EventLog(source), TimeProvider.System, new WebhookMetrics(new Meters()),
            NullLogger<EventPublisher>.Instance);
    }

    public PublishBatcher Batcher { get; }

    public DestinationDirectory Directory { get; }

    public static async Task<PublisherInstance> StartAsync(
        TestDatabase database, IConnectionMultiplexer? redis = null, PublishOptions? options = null)
    {
        var instance = new PublisherInstance(database, redis, options ?? new PublishOptions());
        await instance.Batcher.StartAsync(CancellationToken.None);
        return instance;
    }

    public Task<PublishOutcome> PublishAsync(ProjectScope project, string? id = null, string type = EventTypes.EventCreated) =>
        publisher.PublishAsync(
        new NewEvent
        {
            Project = project,
            Type = type,
            Id = id,
            WriteData = (writer, _) =>
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
            },
        },
        CancellationToken.None);

    /// <summary>The event's storage key.</summary>
    public async Task<Guid> PublishNewAsync(ProjectScope project) =>
        Assert.IsType<PublishOutcome.Accepted>(await PublishAsync(project)).Event.Identity.Key;

    public async ValueTask DisposeAsync()
    {
        await Batcher.StopAsync(CancellationToken.None);
        Batcher.Dispose();
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}
