using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Deliveries;

namespace Webhooks.Core.Stats;

/// <summary>Attempts per minute and per hour: written with the attempts, read for charts.</summary>
public sealed partial class AttemptStats(NpgsqlDataSource dataSource)
{
    /// <summary>The series of one destination, or of the project when <paramref name="destinationNo"/> is null: a point per step, also where nothing happened.</summary>
    public async Task<StatsSeries> ReadAsync(long projectNo, long? destinationNo, StatsSpan span, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(span.Step == StatsSpan.Minute ? ReadMinutesSql : ReadHoursSql);
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = destinationNo ?? AttemptCounts.WholeProject });
        command.Parameters.Add(new() { Value = span.From.UtcDateTime });
        command.Parameters.Add(new() { Value = span.To.UtcDateTime });
        var series = new StatsSeries(span);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            series.Add(
                reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4),
                reader.GetFieldValue<int[]>(5));
        }

        return series;
    }

    /// <summary>The statements that count recorded attempts, for the transaction that records them.</summary>
    /// <param name="recorder">Whose rows to count in; from 0 to 255.</param>
    /// <param name="attempts">What was recorded.</param>
    /// <param name="now">The database's time.</param>
    internal static IEnumerable<NpgsqlBatchCommand> CommandsFor(short recorder, IReadOnlyList<FinishedAttempt> attempts, DateTimeOffset now) =>
    [
        CommandFor(CountMinutesSql, recorder, AttemptCounts.Of(attempts, StatsSpan.Minute, now)),
        CommandFor(CountHoursSql, recorder, AttemptCounts.Of(attempts, StatsSpan.Hour, now)),
    ];

    private static NpgsqlBatchCommand CommandFor(string sql, short recorder, IReadOnlyList<KeyValuePair<CountKey, AttemptCounts>> counts)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(counts.Select(count => count.Key.ProjectNo));
        Add(counts.Select(count => count.Key.DestinationNo));
        command.Parameters.Add(new()
        {
            Value = counts.Select(count => count.Key.At.UtcDateTime).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        Add(counts.Select(count => count.Value.Delivered));
        Add(counts.Select(count => count.Value.Retry));
        Add(counts.Select(count => count.Value.Failed));
        Add(counts.Select(count => count.Value.Gone));
        // As text, because arrays of arrays must be rectangular.
        Add(counts.Select(count => $"{{{string.Join(',', count.Value.Latency.ToArray())}}}"));
        command.Parameters.Add(new() { Value = recorder });
        return command;

        void Add<T>(IEnumerable<T> values) => command.Parameters.Add(new() { Value = values.ToArray() });
    }
}
