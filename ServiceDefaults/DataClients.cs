using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using StackExchange.Redis;

namespace Webhooks.ServiceDefaults;

/// <summary>
/// The one place where the PostgreSQL and Redis clients are registered, by Aspire's client integrations. Safe to call more than once in one
/// process.
/// </summary>
public static class DataClients
{
    /// <summary>The key of the data source of the delivery queue.</summary>
    public const string Queue = "queue";

    /// <summary>The key of the data source of the workers' heartbeats.</summary>
    public const string Workers = "workers";

    /// <summary>One connection claims, one records, one releases, two are for the rest.</summary>
    private const int QueueConnections = 5;

    /// <summary>One connection writes heartbeats, one frees the leases of silent workers.</summary>
    private const int WorkerConnections = 2;

    /// <summary>
    /// A data source and a context factory over the connection string <see cref="ServiceNames.Database"/>. Both use one pool.
    /// </summary>
    /// <exception cref="InvalidOperationException">When the data source is first used and there is no such connection string.</exception>
    public static TBuilder AddDatabase<TBuilder, TContext>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
        where TContext : DbContext
    {
        if (builder.Services.Any(static service => service.ServiceType == typeof(NpgsqlDataSource) && !service.IsKeyedService))
        {
            return builder;
        }

        // Without an exporter no span or measurement is ever read, and each statement would still pay for them.
        var (metrics, traces) = (builder.ExportsMetrics(), builder.ExportsTraces());
        builder.AddNpgsqlDataSource(ServiceNames.Database, settings =>
        {
            settings.ConnectionString = DatabaseConnection.WithDefaultsOrNull(settings.ConnectionString);
            // It would wait for a frozen server as long as a statement may take; the check in Core answers in bounded time and with a
            // reason.
            settings.DisableHealthChecks = true;
            settings.DisableMetrics = !metrics;
            settings.DisableTracing = !traces;
        });
        builder.Services.AddDbContextFactory<TContext>(
            (provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        builder.EnrichNpgsqlDbContext<TContext>(static settings =>
        {
            // A retrying strategy refuses transactions that the code begins itself. The data source already has the other settings.
            settings.DisableRetry = true;
            settings.DisableHealthChecks = true;
            settings.DisableMetrics = true;
            settings.DisableTracing = true;
        });
        return builder;
    }

    /// <summary>
    /// A data source for the delivery queue alone, with the key <see cref="Queue"/>. A pool hands out the connection that has been idle
    /// longest, so in a large pool every claim and every record would use another server process, whose plans and pages have left the
    /// processor's cache. With few connections PostgreSQL spends a tenth less time on a delivery (docs/benchmarks.md). And one with the key
    /// <see cref="Workers"/>: a heartbeat that waited for a connection would be late.
    /// </summary>
    /// <exception cref="InvalidOperationException">When a data source is first used and there is no such connection string.</exception>
    public static TBuilder AddQueueDatabases<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        AddSmallPool(builder, Queue, QueueConnections);
        AddSmallPool(builder, Workers, WorkerConnections);
        return builder;
    }

    /// <summary>
    /// Redis over the connection string <see cref="ServiceNames.Cache"/>; without it nothing is registered and Redis is not used.
    /// </summary>
    public static TBuilder AddCache<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (builder.Configuration.GetConnectionString(ServiceNames.Cache) is { Length: > 0 }
            && builder.Services.All(static service => service.ServiceType != typeof(IConnectionMultiplexer)))
        {
            builder.AddRedisClient(
                ServiceNames.Cache,
                static settings =>
                {
                    // Without its cache the service is slower, but healthy.
                    settings.DisableHealthChecks = true;
                    settings.DisableTracing = true;
                },
                static options =>
                {
                    // A service that starts without its cache is slower; one that does not start is down.
                    options.AbortOnConnectFail = false;
                    options.ConnectTimeout = 1_000;
                });
        }

        return builder;
    }

    private static void AddSmallPool<TBuilder>(TBuilder builder, string key, int connections)
        where TBuilder : IHostApplicationBuilder
    {
        var (metrics, traces) = (builder.ExportsMetrics(), builder.ExportsTraces());
        builder.AddKeyedNpgsqlDataSource(
            key,
            settings =>
            {
                settings.ConnectionString = DatabaseConnection.WithDefaultsOrNull(
                    builder.Configuration.GetConnectionString(ServiceNames.Database),
                    change =>
                    {
                        change.MinPoolSize = 0;
                        change.MaxPoolSize = Math.Min(change.MaxPoolSize, connections);
                    });
                settings.DisableHealthChecks = true;
                settings.DisableMetrics = !metrics;
                settings.DisableTracing = !traces;
            },
            source => source.Name = key);
    }
}
