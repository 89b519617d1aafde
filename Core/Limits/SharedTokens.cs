using System.Globalization;
using Microsoft.Extensions.Logging;
using Npgsql;
using StackExchange.Redis;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Limits;

/// <summary>
/// The token buckets that all processes take from: in Redis if it is configured, else in PostgreSQL, each by its own clock. A store that
/// does not answer is left alone for a while; without any store, each process counts by itself.
/// </summary>
public sealed partial class SharedTokens(
    NpgsqlDataSource dataSource, IConnectionMultiplexer? redis, TimeProvider clock, ILogger<SharedTokens> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>The time between two log lines about the same store.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    private readonly TroubleLog<Store> troubles = new(clock, Quiet);
    private long redisRestsUntil;
    private long databaseRestsUntil;

    /// <summary>Takes as many tokens as there are, up to the wanted number.</summary>
    /// <returns>How many, and how many were left; null = no store answers.</returns>
    public async Task<(int Granted, double Left)?> TakeAsync(RateKey key, RateLimit limit, int wanted)
    {
        if (redis is { IsConnected: true } && !Rests(redisRestsUntil))
        {
            try
            {
                return await TakeFromRedisAsync(redis.GetDatabase(), key, limit, wanted).WaitAsync(Patience, clock);
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                redisRestsUntil = RestFromNow(Store.Redis, exception);
            }
        }

        if (Rests(databaseRestsUntil))
        {
            return null;
        }

        try
        {
            return await TakeFromDatabaseAsync(key, limit, wanted).WaitAsync(Patience, clock);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            databaseRestsUntil = RestFromNow(Store.PostgreSql, exception);
            return null;
        }
    }

    private static async Task<(int, double)?> TakeFromRedisAsync(IDatabase database, RateKey key, RateLimit limit, int wanted)
    {
        var answer = (RedisResult[]?)await database.ScriptEvaluateAsync(
            TakeScript,
            [$"webhooks:rate:{key}"],
            [limit.Size, limit.PerSecond.ToString("R", CultureInfo.InvariantCulture), wanted]);
        return answer is [var granted, var left]
            ? ((int)granted, double.Parse(left.ToString(), CultureInfo.InvariantCulture))
            : null;
    }

    private async Task<(int, double)?> TakeFromDatabaseAsync(RateKey key, RateLimit limit, int wanted)
    {
        await using var command = dataSource.CreateCommand(TakeSql);
        command.Parameters.Add(new() { Value = key.ToGuid() });
        command.Parameters.Add(new() { Value = (double)limit.Size });
        command.Parameters.Add(new() { Value = limit.PerSecond });
        command.Parameters.Add(new() { Value = wanted });
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? (reader.GetInt32(0), reader.GetDouble(1)) : null;
    }

    private bool Rests(long untilTicks) => untilTicks > clock.GetUtcNow().UtcTicks;

    private long RestFromNow(Store store, Exception exception)
    {
        if (troubles.IsNews(store, out var times))
        {
            SharedTokensLog.StoreUnavailable(logger, store, times, exception.Message);
        }

        return (clock.GetUtcNow() + PauseAfterFailure).UtcTicks;
    }

    private enum Store
    {
        Redis,
        PostgreSql,
    }

    private static partial class SharedTokensLog
    {
        [LoggerMessage(EventIds.RateStoreUnavailable, LogLevel.Warning,
            "{Store} did not answer ({Reason}); for a few seconds limits do not count on it. {Times} times since the last line.")]
        public static partial void StoreUnavailable(ILogger logger, Store store, int times, string reason);
    }
}
