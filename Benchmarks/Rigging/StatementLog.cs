using System.Text.RegularExpressions;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>
/// Counts statements by having the server log every one under the name of the process that sent it. Exact, also for statements outside
/// of transactions and for keep-alives, and it needs no extension; its own cost does not matter while next to nothing runs.
/// </summary>
internal sealed partial class StatementLog(BenchDatabase database)
{
    private static readonly TimeSpan TakesEffectWithin = TimeSpan.FromSeconds(1);
    private long start;

    public async Task StartAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync("alter system set log_statement = 'all'", cancellationToken);
        await database.ExecuteAsync("alter system set log_line_prefix = '%a '", cancellationToken);
        await database.ExecuteAsync("select pg_reload_conf()", cancellationToken);
        await Task.Delay(TakesEffectWithin, clock, cancellationToken);
        start = new FileInfo(database.LogFile).Length;
    }

    /// <summary>The first line of each statement since the start, with the name of its process.</summary>
    public async Task<IReadOnlyList<(string ProcessName, string Text)>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var file = new FileStream(database.LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(start, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        return [
            .. Statement().Matches(await reader.ReadToEndAsync(cancellationToken))
            .Select(match => (match.Groups["name"].Value, match.Groups["text"].Value.Trim()))];
    }

    [GeneratedRegex(@"^(?<name>\S*) LOG:  (statement|execute [^:]+): (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Statement();
}
