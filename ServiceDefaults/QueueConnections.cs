using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.ServiceDefaults;

/// <summary>
/// Connections of the delivery queue's own. A pool hands out the connection that has rested longest, so in a large one every claim and every
/// record would meet another server process, whose plans and pages are no longer in the processor's cache; with a few of its own
/// PostgreSQL spends a tenth less time on a delivery.
/// </summary>
public static class QueueConnections
{
    /// <summary>The key under which the data source is registered.</summary>
    public const string Name = "queue";

    /// <summary>One claims, one records, one says that the worker lives, two are for the rest.</summary>
    private const int Connections = 5;

    /// <summary>A data source over the connection string <see cref="ServiceNames.Database"/>, with the key <see cref="Name"/>.</summary>
    public static IServiceCollection AddQueueConnections(this IServiceCollection services) => services.AddKeyedSingleton(Name, static (provider, _) =>
        DatabaseConnection.Open(provider, Name, settings =>
        {
            settings.MinPoolSize = 0;
            settings.MaxPoolSize = Math.Min(settings.MaxPoolSize, Connections);
        }));
}
