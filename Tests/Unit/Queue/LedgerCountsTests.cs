using System.Text.RegularExpressions;
using Webhooks.Core.Queue;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Unit.Queue;

public sealed partial class LedgerCountsTests
{
    /// <summary>The counts of this one follow from the answer, and are written in its transaction (DeliveryQueue.RecordAsync).</summary>
    private const string CountedByTheRecorder = "DeliveryQueue.Record.Sql.cs";

    /// <summary>What is put off was counted as waiting when it was stored.</summary>
    [Fact]
    public void Every_statement_that_changes_the_queue_or_the_log_counts_it()
    {
        var statements = new[] { "Api", "Core", "DeliveryWorker", "Standalone" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => Path.GetFileName(file) != CountedByTheRecorder)
            .SelectMany(file => Literal().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Sql: match.Value)))
            .Where(statement => Changes().IsMatch(statement.Sql))
            .ToList();

        Assert.NotEmpty(statements);
        Assert.DoesNotContain(statements, statement => !statement.Sql.Contains("ledger_deltas", StringComparison.Ordinal)
            && !statement.Sql.Contains(nameof(LedgerCounts.MovedSql), StringComparison.Ordinal)
            && !MovesWhatIsPutOff().IsMatch(statement.Sql));
    }

    [GeneratedRegex("\"\"\"(.*?)\"\"\"", RegexOptions.Singleline)]
    private static partial Regex Literal();

    [GeneratedRegex(@"(insert into|delete from)\s+(events|delivery_queue|deliveries)\b")]
    private static partial Regex Changes();

    [GeneratedRegex("(delete from|update) fan_outs")]
    private static partial Regex MovesWhatIsPutOff();
}
