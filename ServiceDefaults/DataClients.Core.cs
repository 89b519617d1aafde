using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using StackExchange.Redis;

namespace Webhooks.ServiceDefaults;

/// <summary>The one place where the PostgreSQL and Redis clients are registered, in the core package set. Safe to call more than once in one process.</summary>
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

        builder.Services.AddSingleton(provider => DatabaseConnection.Open(provider));
        builder.Services.AddDbContextFactory<TContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck>("database");
        return builder;
    }

    /// <summary>Redis over the connection string <see cref="ServiceNames.Cache"/>; without one nothing is registered and it is not used.</summary>
    public static TBuilder AddCache<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        if (builder.Configuration.GetConnectionString(ServiceNames.Cache) is { Length: > 0 } connectionString
            && builder.Services.All(service => service.ServiceType != typeof(IConnectionMultiplexer)))
        {
            builder.Services.AddSingleton<IConnectionMultiplexer>(_ =>
            {
                var options = ConfigurationOptions.Parse(connectionString);
                // A service that starts without its cache is slower; one that does not start is down.
                options.AbortOnConnectFail = false;
                options.ConnectTimeout = 1_000;
                return ConnectionMultiplexer.Connect(options);
            });
        }

        return builder;
    }
}
