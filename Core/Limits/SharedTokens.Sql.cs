namespace Webhooks.Core.Limits;

public sealed partial class SharedTokens
{
    private const string There = "least($2, b.tokens + $3 * greatest(0, extract(epoch from now() - b.taken_at)::float8))";
    private const string Taken = $"least($4, floor({There})::int)";

    /// <summary>
    /// Fills the bucket up to now and takes from it, in one statement that locks its row: even with many processes at the same time, no
    /// token is taken twice. The time is the statement's, so a statement that waited for the row may be earlier than the row's; it then
    /// fills nothing.
    /// index: primary key of rate_buckets
    /// </summary>
    internal const string TakeSql = $"""
        insert into rate_buckets as b (bucket, tokens, granted, taken_at, full_at)
        values ($1, $2 - least($4, $2::int), least($4, $2::int), now(), now() + least($4, $2) / $3 * interval '1 s')
        on conflict (bucket) do update set
            tokens = {There} - {Taken},
            granted = {Taken},
            taken_at = greatest(b.taken_at, now()),
            full_at = greatest(b.taken_at, now()) + ($2 - {There} + {Taken}) / $3 * interval '1 s'
        returning granted, tokens
        """;

    /// <summary>The same in Redis, by its clock. A full bucket is the same as no bucket.</summary>
    private const string TakeScript = """
        local time = redis.call('TIME')
        local now = time[1] + time[2] / 1000000
        local size, rate, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
        local tokens = size
        if kept[1] then tokens = math.min(size, tonumber(kept[1]) + rate * math.max(0, now - tonumber(kept[2]))) end
        local granted = math.min(wanted, math.floor(tokens))
        tokens = tokens - granted
        redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.6f', now))
        redis.call('PEXPIRE', KEYS[1], math.ceil((size - tokens) / rate * 1000) + 1000)
        return { granted, string.format('%.6f', tokens) }
        """;
}
