using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using StackExchange.Redis;

namespace Webhooks.ServiceDefaults;

/// <summary>
/// The one place where the PostgreSQL and Redis clients are registered, in the full package set: by Aspire's client integrations. Their
/// health checks and telemetry are off, because the service has its own under the same names in both sets. Safe to call more than once
/// in one process.
/// </summary>
public static class DataClients
{
    /// <summary>
    /// A data source and a context factory over the connection string <see cref="ServiceNames.Database"/>, with a health check.
    /// </summary>
    /// <exception cref="InvalidOperationException">When the data source is first used and there is no such connection string.</exception>
    public static TBuilder AddDatabase<TBuilder, TContext>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
        where TContext : DbContext
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(NpgsqlDataSource)))
        {
            return builder;
        }

        builder.AddNpgsqlDataSource(ServiceNames.Database, static settings =>
        {
            settings.ConnectionString = settings.ConnectionString is { Length: > 0 } given ? DatabaseConnection.WithDefaults(given) : null;
            settings.DisableHealthChecks = true;
            settings.DisableMetrics = true;
            settings.DisableTracing = true;
        });
        builder.Services.AddDbContextFactory<TContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database");
        return builder;
    }

    /// <summary>Redis over the connection string <see cref="ServiceNames.Cache"/>; without one nothing is registered and it is not used.</summary>
    public static TBuilder AddCache<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (builder.Configuration.GetConnectionString(ServiceNames.Cache) is { Length: > 0 }
            && builder.Services.All(service => service.ServiceType != typeof(IConnectionMultiplexer)))
        {
            builder.AddRedisClient(
                ServiceNames.Cache,
                static settings =>
                {
                    // A cache that is away makes the service slower, not ill.
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
}
