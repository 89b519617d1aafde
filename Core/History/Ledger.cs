using Npgsql;
using Webhooks.Contracts;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.Core.History;

/// <summary>Whether all accepted events are accounted for, at one point in time.</summary>
/// <param name="Accepted">Events accepted.</param>
/// <param name="Unmatched">Of them, those that matched no destination.</param>
/// <param name="Matched">Destinations matched, summed over the events: there must be as many deliveries.</param>
/// <param name="States">Deliveries by state; every state is there.</param>
/// <param name="IsEstimate">Too many wait to count one by one, so only their sum was counted; their states are estimated from a
/// sample.</param>
public sealed record LedgerSheet(
    long Accepted, long Unmatched, long Matched, IReadOnlyDictionary<string, long> States, bool IsEstimate = false)
{
    /// <summary>Deliveries there are.</summary>
    public long Deliveries => States.Values.Sum();

    /// <summary>Every matched pair of event and destination has exactly one state.</summary>
    public bool Balances => Deliveries == Matched;
}

/// <summary>
/// The events of a span and their deliveries, from the counts written by the statements that change them (<see cref="LedgerCounts"/>). Its
/// cost does not grow with the events: a row per minute, and at most <see cref="MostCounted"/> waiting deliveries one by one.
/// </summary>
public sealed partial class Ledger(NpgsqlDataSource dataSource)
{
    /// <summary>Up to this many waiting deliveries of a span are looked at one by one; if there are more, a sample is.</summary>
    public const int MostCounted = 20_000;

    /// <summary>Deltas of one transaction.</summary>
    private const int FoldedAtOnce = 20_000;

    /// <summary>The number of runs in a sample; each has twice <c>SampleRun</c> deliveries.</summary>
    private const int SampleRuns = 80;

    private const int SampleRun = 30;

    /// <summary>The most deliveries to look at one by one; smaller in tests.</summary>
    internal int CountedAtMost { get; init; } = MostCounted;

    /// <summary>The sheet of the events of whole minutes: from the one that a moment is in up to the one before another.</summary>
    public async Task<LedgerSheet> ReadAsync(long projectNo, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var span = StatsSpan.Around(from, to, StatsSpan.Minute);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(SheetSql, connection);
        AddSpan(command, projectNo, span);
        command.Parameters.Add(new() { Value = EventTime.FirstKeyOf(span.From) });
        command.Parameters.Add(new() { Value = EventTime.FirstKeyOf(span.To) });
        command.Parameters.Add(new() { Value = CountedAtMost });
        var states = DeliveryState.All.ToDictionary(state => state, _ => 0L);
        var (sheet, queued) = await ReadSheetAsync(command, states, cancellationToken);
        if (queued <= CountedAtMost)
        {
            return sheet;
        }

        // Deliveries that are put off are already counted as pending.
        var inQueue = queued - states[DeliveryState.Pending];
        foreach (var (state, deliveries) in LedgerShares.Divide(inQueue, await SampleAsync(connection, projectNo, span, cancellationToken)))
        {
            states[state] += deliveries;
        }

        return sheet with { IsEstimate = true };
    }

    /// <summary>Moves recent counts into the minutes. Returns immediately when another worker is doing it.</summary>
    /// <returns>The number of moved rows.</returns>
    public async Task<long> FoldAsync(CancellationToken cancellationToken)
    {
        var folded = 0L;
        for (var chunk = FoldedAtOnce; chunk == FoldedAtOnce; folded += chunk)
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var alone = new NpgsqlCommand(FoldAloneSql, connection);
            if (await alone.ExecuteScalarAsync(cancellationToken) is not true)
            {
                return folded;
            }

            await using var command = new NpgsqlCommand(FoldSql, connection) { Parameters = { new() { Value = FoldedAtOnce } } };
            // A count is never null.
            chunk = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
            await transaction.CommitAsync(cancellationToken);
        }

        return folded;
    }

    private static void AddSpan(NpgsqlCommand command, long projectNo, StatsSpan span)
    {
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = LedgerCounts.MinuteOf(span.From) });
        command.Parameters.Add(new() { Value = LedgerCounts.MinuteOf(span.To) });
    }

    private static async Task<(LedgerSheet Sheet, long Queued)> ReadSheetAsync(
        NpgsqlCommand command, Dictionary<string, long> states, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var sheet = new LedgerSheet(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), states);
        var queued = reader.GetInt64(3);
        states[DeliveryState.Delivered] = reader.GetInt64(4);
        states[DeliveryState.Failed] = reader.GetInt64(5);
        states[DeliveryState.Cancelled] = reader.GetInt64(6);
        states[DeliveryState.Expired] = reader.GetInt64(7);
        do
        {
            if (!await reader.IsDBNullAsync(8, cancellationToken))
            {
                // Cancelled ones may be in both tables: those of a deleted destination wait to be moved.
                states[reader.GetString(8)] += reader.GetInt64(9);
            }
        }
        while (await reader.ReadAsync(cancellationToken));
        return (sheet, queued);
    }

    private static async Task<IReadOnlyList<(string State, long Deliveries)>> SampleAsync(
        NpgsqlConnection connection, long projectNo, StatsSpan span, CancellationToken cancellationToken)
    {
        var minutes = new List<(int Minute, long Waiting)>();
        await using (var find = new NpgsqlCommand(WaitingMinutesSql, connection))
        {
            AddSpan(find, projectNo, span);
            await using var found = await find.ExecuteReaderAsync(cancellationToken);
            while (await found.ReadAsync(cancellationToken))
            {
                minutes.Add((found.GetInt32(0), found.GetInt64(1)));
            }
        }

        await using var command = new NpgsqlCommand(SampleSql, connection);
        command.Parameters.Add(new() { Value = projectNo });
        var places = LedgerShares.Places(minutes, SampleRuns).ToArray();
        var starts = Array.ConvertAll(places, place => StatsSpan.Floor(place, StatsSpan.Minute));
        command.Parameters.Add(new() { Value = Array.ConvertAll(places, EventTime.FirstKeyOf) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(starts, EventTime.FirstKeyOf) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(starts, start => EventTime.FirstKeyOf(start + StatsSpan.Minute)) });
        command.Parameters.Add(new() { Value = SampleRun });
        var counts = new List<(string, long)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return counts;
    }
}
