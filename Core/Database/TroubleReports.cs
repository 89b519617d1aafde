using Microsoft.Extensions.Logging;
using Npgsql;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Database;

/// <summary>
/// Logs trouble with the database, one line per kind and <see cref="Quiet"/> however many requests meet it, and starts the repair.
/// </summary>
public sealed partial class TroubleReports(
    NpgsqlDataSource dataSource, PartitionRepair repair, TimeProvider clock, ILogger<TroubleReports> logger)
{
    /// <summary>Between two lines about the same kind of trouble.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    private readonly TroubleLog<DatabaseTrouble> log = new(clock, Quiet);

    /// <summary>Notes trouble.</summary>
    /// <param name="trouble">Its kind.</param>
    /// <param name="what">The work that it prevented, for the log.</param>
    /// <param name="reason">The message of the database or its client.</param>
    /// <param name="exception">Logged in full for damage only, where the statement matters.</param>
    public void Note(DatabaseTrouble trouble, string what, string reason, Exception? exception = null)
    {
        if (trouble is DatabaseTrouble.PartitionMissing)
        {
            repair.Start();
        }

        if (!log.IsNews(trouble, out var times))
        {
            return;
        }

        if (trouble is DatabaseTrouble.ReadOnly)
        {
            // After a fail-over the pooled connections still lead to the old server; new ones find the server that takes changes.
            dataSource.Clear();
        }

        if (trouble is DatabaseTrouble.Damaged)
        {
            TroubleReportsLog.Damaged(logger, what, DatabaseTroubles.Describe(trouble), reason, times - 1, exception);
        }
        else
        {
            TroubleReportsLog.Troubled(logger, what, DatabaseTroubles.Describe(trouble), reason, times - 1);
        }
    }

    private static partial class TroubleReportsLog
    {
        [LoggerMessage(EventIds.DatabaseTroubled, LogLevel.Warning,
            "{What} failed: the database {Trouble} ({Reason}). {Unsaid} more failed like this since the last such line.")]
        public static partial void Troubled(ILogger logger, string what, string trouble, string reason, int unsaid);

        [LoggerMessage(EventIds.DatabaseDamaged, LogLevel.Error,
            "{What} failed: the database {Trouble} ({Reason}). {Unsaid} more failed like this since the last such line.")]
        public static partial void Damaged(ILogger logger, string what, string trouble, string reason, int unsaid, Exception? exception);
    }
}
