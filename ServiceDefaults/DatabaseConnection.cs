using Npgsql;

namespace Webhooks.ServiceDefaults;

/// <summary>Settings the service needs for its connections; settings in the connection string win.</summary>
public static class DatabaseConnection
{
    /// <summary>The statements of the hot path number about a dozen; prepared, they are parsed and planned once per connection.</summary>
    private const int PreparedStatements = 64;

    /// <summary>Seconds between keep-alives, so that a connection that only listens notices a dead peer.</summary>
    private const int KeepAliveSeconds = 30;

    /// <summary>
    /// Every statement of the hot path uses an index, whatever its arrays hold, so one plan per statement is enough. A plan that was
    /// prepared while a table was empty would scan it, also once the table is full; compiling plans costs more than these statements
    /// take.
    /// </summary>
    private const string PlannerSettings = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off";

    /// <summary>The connection string with the settings.</summary>
    /// <param name="connectionString">The configured connection string.</param>
    /// <param name="change">Changes settings; null = none.</param>
    public static string WithDefaults(string connectionString, Action<NpgsqlConnectionStringBuilder>? change = null)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.MaxAutoPrepare = given.MaxAutoPrepare == 0 ? PreparedStatements : given.MaxAutoPrepare;
        // Nothing here leaves settings behind on a connection (transactions set theirs locally), so a reset between uses is not needed.
        settings.NoResetOnClose = true;
        settings.KeepAlive = given.KeepAlive == 0 ? KeepAliveSeconds : given.KeepAlive;
        settings.ApplicationName ??= "webhooks";
        settings.Options = given.Options is { Length: > 0 } options ? $"{PlannerSettings} {options}" : PlannerSettings;
        change?.Invoke(settings);
        return settings.ConnectionString;
    }

    /// <summary>
    /// The same; null when nothing is configured, which the client integrations report when the data source is first used.
    /// </summary>
    internal static string? WithDefaultsOrNull(string? connectionString, Action<NpgsqlConnectionStringBuilder>? change = null) =>
        connectionString is { Length: > 0 } given ? WithDefaults(given, change) : null;
}
