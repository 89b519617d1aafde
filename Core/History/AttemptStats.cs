using Npgsql;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.Core.History;

/// <summary>Reads the counts of attempts per minute and per hour (<see cref="AttemptCounts"/>), for charts.</summary>
public sealed partial class AttemptStats(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// The series of one destination, or of the project when <paramref name="destinationNo"/> is null: a point per step, also where nothing
    /// happened.
    /// </summary>
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
}
