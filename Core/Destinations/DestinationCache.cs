using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Destinations;

/// <summary>
/// The Redis copy of destination look-ups, shared by all processes. The version is part of the key, and versions advance by random steps
/// (migration 0017), so that no other database has the same version with other content: an entry is never wrong, only missing. Redis may be
/// absent, slow or gone: then every look-up is a miss and, after a failure, Redis is left alone for a while. Holds no URL, header or
/// secret.
/// </summary>
public sealed partial class DestinationCache(IConnectionMultiplexer? redis, TimeProvider clock, ILogger<DestinationCache> logger)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private long pausedUntilTicks;

    /// <summary>The destinations at exactly this version, or null.</summary>
    public async Task<ProjectDestinations?> FindAsync(long projectNo, long version)
    {
        if (!IsUsable())
        {
            return null;
        }

        try
        {
            // IsUsable has checked that there is a Redis.
            byte[]? value = await redis!.GetDatabase().StringGetAsync(KeyOf(projectNo, version)).WaitAsync(Patience, clock);
            return value is null ? null : JsonSerializer.Deserialize<ProjectDestinations>(value);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or JsonException)
        {
            Pause(exception);
            return null;
        }
    }

    /// <summary>Offers a copy to the other processes; a failure is logged and forgotten.</summary>
    public async Task StoreAsync(ProjectDestinations destinations)
    {
        if (!IsUsable())
        {
            return;
        }

        try
        {
            var value = JsonSerializer.SerializeToUtf8Bytes(destinations);
            // IsUsable has checked that there is a Redis.
            await redis!.GetDatabase().StringSetAsync(KeyOf(destinations.ProjectNo, destinations.Version), value, KeptFor)
                .WaitAsync(Patience, clock);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            Pause(exception);
        }
    }

    private static string KeyOf(long projectNo, long version) =>
        string.Create(CultureInfo.InvariantCulture, $"webhooks:destinations:{projectNo}:{version}");

    private bool IsUsable() =>
        redis is { IsConnected: true } && Volatile.Read(ref pausedUntilTicks) <= clock.GetUtcNow().UtcTicks;

    private void Pause(Exception exception)
    {
        Volatile.Write(ref pausedUntilTicks, (clock.GetUtcNow() + PauseAfterFailure).UtcTicks);
        DestinationCacheLog.RedisUnavailable(logger, exception);
    }

    private static partial class DestinationCacheLog
    {
        [LoggerMessage(EventIds.RedisUnavailable, LogLevel.Warning,
            "Redis did not answer; destination look-ups go to PostgreSQL for a few seconds.")]
        public static partial void RedisUnavailable(ILogger logger, Exception exception);
    }
}
