using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Webhooks.ServiceDefaults;

/// <summary>Settings the service needs of its connections; what the connection string says itself wins.</summary>
public static class DatabaseConnection
{
    /// <summary>The statements of the hot path number about a dozen; prepared, they are parsed and planned once per connection.</summary>
    private const int PreparedStatements = 64;

    /// <summary>Seconds between keep-alives, so that a connection that only listens notices a dead peer.</summary>
    private const int KeepAliveSeconds = 30;

    /// <summary>
    /// Every statement of the hot path goes by an index, whatever its arrays hold: so one plan per statement will do. A plan that was
    /// prepared while a table was empty would scan it, and would outlive the emptiness; compiling plans costs more than these statements take.
    /// </summary>
    private const string PlannerSettings = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off";

    /// <summary>A data source over the connection string <see cref="ServiceNames.Database"/>.</summary>
    /// <param name="provider">The services of the process.</param>
    /// <param name="name">What metrics call its pool; null = by its server.</param>
    /// <param name="change">Changes settings; null = none.</param>
    /// <exception cref="InvalidOperationException">There is no such connection string.</exception>
    public static NpgsqlDataSource Open(IServiceProvider provider, string? name = null, Action<NpgsqlConnectionStringBuilder>? change = null)
    {
        var connectionString = provider.GetRequiredService<IConfiguration>().GetConnectionString(ServiceNames.Database)
            ?? throw new InvalidOperationException($"The connection string {ServiceNames.Database} is missing (ConnectionStrings__{ServiceNames.Database}).");
        var source = new NpgsqlDataSourceBuilder(WithDefaults(connectionString)) { Name = name };
        change?.Invoke(source.ConnectionStringBuilder);
        source.UseLoggerFactory(provider.GetRequiredService<ILoggerFactory>());
        return source.Build();
    }

    public static string WithDefaults(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.MaxAutoPrepare = given.MaxAutoPrepare == 0 ? PreparedStatements : given.MaxAutoPrepare;
        // Nothing here leaves settings behind on a connection (transactions set theirs locally), so undoing them between uses is waste.
        settings.NoResetOnClose = true;
        settings.KeepAlive = given.KeepAlive == 0 ? KeepAliveSeconds : given.KeepAlive;
        settings.ApplicationName ??= "webhooks";
        settings.Options = given.Options is { Length: > 0 } options ? $"{PlannerSettings} {options}" : PlannerSettings;
        return settings.ConnectionString;
    }
}
