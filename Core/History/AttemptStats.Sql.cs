namespace Webhooks.Core.History;

public sealed partial class AttemptStats
{
    /// <summary>The mark is the name of the table. index: primary keys of attempt_minutes, attempt_hours (partitions of the span)</summary>
    private const string ReadSql = """
        select at, delivered, retry, failed, gone, latency
        from {table}
        where project_no = $1 and destination_no = $2 and at >= $3 and at < $4
        """;

    private static readonly string ReadMinutesSql = ReadSql.Replace("{table}", "attempt_minutes", StringComparison.Ordinal);

    private static readonly string ReadHoursSql = ReadSql.Replace("{table}", "attempt_hours", StringComparison.Ordinal);
}
