using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Queue;

/// <content>Claiming.</content>
public sealed partial class DeliveryQueue
{
    /// <summary>
    /// Deliveries of a destination with a rate limit are claimed no further ahead of their send slots than this: other workers cannot claim
    /// those deliveries, and the send slot of a released delivery is lost.
    /// </summary>
    public static readonly TimeSpan ClaimedAhead = TimeSpan.FromSeconds(1);

    /// <summary>Leases due deliveries for the worker under one lease id.</summary>
    public async Task<ClaimedBatch> ClaimDueAsync(
        Guid workerId, Guid leaseId, IReadOnlyList<ClaimRequest> requests, CancellationToken cancellationToken)
    {
        var paced = requests.Where(request => request.Paced).Select(request => request.DestinationNo).ToArray();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(UnhurriedCommitSql));
        if (paced.Length > 0)
        {
            batch.BatchCommands.Add(new(LockPacesSql) { Parameters = { new() { Value = paced } } });
        }

        batch.BatchCommands.Add(ClaimCommand(workerId, leaseId, requests));
        batch.BatchCommands.Add(
            new(NextDueSql) { Parameters = { new() { Value = requests.Select(request => request.DestinationNo).ToArray() } } });
        if (paced.Length > 0)
        {
            batch.BatchCommands.Add(new(PacesSql) { Parameters = { new() { Value = paced } } });
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var databaseTime = reader.GetFieldValue<DateTimeOffset>(1);
        for (var before = 0; before < (paced.Length > 0 ? 2 : 1); before++)
        {
            await reader.NextResultAsync(cancellationToken);
        }

        var (deliveries, unknown) = await ReadClaimedAsync(reader, workerId, leaseId, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var nextDue = new Dictionary<long, DateTimeOffset>();
        while (await reader.ReadAsync(cancellationToken))
        {
            nextDue[reader.GetInt64(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        }

        var claimed = new ClaimedBatch(deliveries, nextDue) { UnknownPaces = unknown, DatabaseTime = databaseTime };
        return paced.Length > 0 ? await WithPacesAsync(claimed, reader, cancellationToken) : claimed;
    }

    private static NpgsqlBatchCommand ClaimCommand(Guid workerId, Guid leaseId, IReadOnlyList<ClaimRequest> requests) => new(ClaimSql)
    {
        Parameters =
        {
            new() { Value = requests.Select(request => request.DestinationNo).ToArray() },
            new() { Value = requests.Select(request => request.Take).ToArray() },
            new() { Value = leaseId },
            new() { Value = workerId },
            new()
            {
                Value = requests.Select(request => request.NotBefore.UtcDateTime).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            },
            new() { Value = requests.Select(request => request.Paced).ToArray() },
            new() { Value = ClaimedAhead, NpgsqlDbType = NpgsqlDbType.Interval },
        },
    };

    private static async Task<(List<ClaimedDelivery> Deliveries, IReadOnlyList<long> UnknownPaces)> ReadClaimedAsync(
        NpgsqlDataReader reader, Guid workerId, Guid leaseId, CancellationToken cancellationToken)
    {
        var deliveries = new List<ClaimedDelivery>();
        List<long>? unknown = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.IsDBNull(1))
            {
                (unknown ??= []).Add(reader.GetInt64(2));
            }
            else
            {
                deliveries.Add(ReadClaimed(reader, workerId, leaseId));
            }
        }

        // Here and not in the statement: sorting there would copy every body.
        deliveries.Sort(OldestDueFirst);
        return (deliveries, unknown ?? (IReadOnlyList<long>)[]);
    }

    /// <summary>
    /// Gives every delivery of a destination with a limit its send slot: in order, evenly apart, the last one just before the first free
    /// slot.
    /// </summary>
    private static async Task<ClaimedBatch> WithPacesAsync(
        ClaimedBatch claimed, NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var paces = new Dictionary<long, ClaimedPace>();
        while (await reader.ReadAsync(cancellationToken))
        {
            paces[reader.GetInt64(0)] = new(
                reader.GetDouble(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3));
        }

        var left = claimed.Deliveries.Where(delivery => paces.ContainsKey(delivery.DestinationNo))
            .GroupBy(delivery => delivery.DestinationNo).ToDictionary(group => group.Key, group => group.Count());
        var deliveries = claimed.Deliveries.Select(delivery => paces.TryGetValue(delivery.DestinationNo, out var pace)
            ? delivery with { SendAt = pace.NextAt - (left[delivery.DestinationNo]-- * pace.Interval) }
            : delivery);
        return claimed with { Deliveries = [.. deliveries], Paces = paces };
    }

    private static int OldestDueFirst(ClaimedDelivery one, ClaimedDelivery other) =>
        one.DueAt.CompareTo(other.DueAt) is not 0 and var order ? order : one.EventKey.CompareTo(other.EventKey);

    private static ClaimedDelivery ReadClaimed(NpgsqlDataReader reader, Guid workerId, Guid leaseId)
    {
        var eventKey = reader.GetGuid(1);
        return new ClaimedDelivery
        {
            ProjectNo = reader.GetInt64(0),
            EventKey = eventKey,
            DestinationNo = reader.GetInt64(2),
            DestinationVersion = reader.GetInt64(3),
            LeaseId = leaseId,
            WorkerId = workerId,
            DueAt = reader.GetFieldValue<DateTimeOffset>(4),
            AttemptCount = reader.GetInt16(5),
            RoundStart = reader.GetInt16(6),
            EventId = reader.IsDBNull(7) ? PublicId.ForEvent(eventKey) : reader.GetString(7),
            EventType = reader.GetString(8),
            AgentId = reader.IsDBNull(9) ? null : reader.GetString(9),
            Trace = reader.IsDBNull(10) ? null : TraceContext.Read(reader.GetString(10), reader.IsDBNull(14) ? null : reader.GetString(14)),
            Body = reader.GetFieldValue<byte[]>(11),
            RowAddress = reader.GetFieldValue<NpgsqlTid>(12),
            Hops = reader.IsDBNull(13) ? 0 : reader.GetInt16(13),
            Matched = reader.GetInt32(15),
        };
    }
}
