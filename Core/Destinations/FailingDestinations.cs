using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Destinations;

/// <summary>
/// Warns of, and disables, destinations that only fail; clears the failures of those that answer again. The decisions are
/// <see cref="DisableRules"/>', the statements are in <c>FailingDestinations.Sql.cs</c>.
/// </summary>
public sealed partial class FailingDestinations(NpgsqlDataSource dataSource, IOptions<HealthOptions> options, TimeProvider clock)
{
    /// <summary>Name of the audit record of a warning.</summary>
    public const string WarnAction = "WarnOfDisabling";

    /// <summary>Name of the audit record when one is disabled.</summary>
    public const string DisableAction = "DisableWebhookDestination";

    /// <summary>Name of the audit record when an agent's <c>runUrl</c> is disabled.</summary>
    public const string DisableAgentAction = "DisableAgentRunUrl";

    private const int PageSize = 500;

    /// <summary>Looks at all of them once.</summary>
    /// <returns>The destinations that were changed, and the step of each.</returns>
    public async Task<IReadOnlyList<(long DestinationNo, DisableStep Step)>> ReviewAsync(CancellationToken cancellationToken)
    {
        var done = new List<(long, DisableStep)>();
        var disableAfter = TimeSpan.FromDays(options.Value.DisableAfterDays);
        var page = await ReadAsync(0, cancellationToken);
        for (; page.Count > 0; page = await ReadAsync(page[^1].DestinationNo, cancellationToken))
        {
            foreach (var one in page)
            {
                var step = DisableRules.Decide(new(one.Since, one.Tally, one.LastHour, one.WarnedAt), disableAfter, one.Now);
                if (step is not DisableStep.None && await DoAsync(one, step, cancellationToken))
                {
                    done.Add((one.DestinationNo, step));
                }
            }
        }

        return done;
    }

    /// <summary>The reason shown to people at a disabled destination.</summary>
    internal static string ReasonOf(DateTimeOffset since, long failed, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"Nothing was delivered for {(now - since).TotalDays:0} days: all {failed} attempts since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC failed.");

    private Task<bool> DoAsync(Failing one, DisableStep step, CancellationToken cancellationToken) => step switch
    {
        DisableStep.Recovered => ExecuteAsync(RecoveredSql, one, cancellationToken),
        DisableStep.Warn => ExecuteAsync(WarnSql, one, cancellationToken, TimeKey.At(clock.GetUtcNow()), WarnAction),
        _ => DisableAsync(one, cancellationToken),
    };

    private async Task<bool> DisableAsync(Failing one, CancellationToken cancellationToken)
    {
        var order = new DisableOrder(one.DestinationNo, ReasonOf(one.Since, one.Tally.Failed, one.Now)) { FailingSince = one.Since };
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(DestinationDisabling.CommandFor([order], clock.GetUtcNow()));
        // No row = another worker was first.
        return await batch.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private async Task<bool> ExecuteAsync(string sql, Failing one, CancellationToken cancellationToken, params object[] further)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = one.DestinationNo });
        command.Parameters.Add(new() { Value = one.Since.UtcDateTime });
        foreach (var value in further)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private async Task<List<Failing>> ReadAsync(long after, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(ReadSql);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = PageSize });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Failing>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(
                reader.GetInt64(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2),
                reader.GetFieldValue<DateTimeOffset>(3),
                new(reader.GetInt64(4), reader.GetInt64(5)),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return found;
    }

    private sealed record Failing(
        long DestinationNo, DateTimeOffset Since, DateTimeOffset? WarnedAt, DateTimeOffset Now, AttemptTally Tally,
        DateTimeOffset? LastHour);
}
