using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Queue;

/// <summary>Turns attempts into the arrays of the statements in <c>DeliveryQueue.Record.Sql.cs</c>, in their order.</summary>
internal static class RecordParameters
{
    /// <summary>Shown where a person looks for why the destination is off.</summary>
    public const string GoneReason = "The receiver answered 410 Gone.";

    /// <summary>The command for attempts that finished their deliveries.</summary>
    public static NpgsqlBatchCommand Finish(string sql, Guid workerId, IReadOnlyList<FinishedAttempt> attempts)
    {
        var command = new NpgsqlBatchCommand(sql);
        var parameters = command.Parameters;
        parameters.Add(new() { Value = Enumerable.Range(1, attempts.Count).ToArray() });
        // As text: the client library writes no arrays of addresses.
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => attempt.Delivery.RowAddress.ToString());
        AddKeys(parameters, attempts);
        AddResults(parameters, attempts);
        // Success is the rule, and a null need not be sent.
        Add(parameters, NpgsqlDbType.Boolean, attempts, attempt => attempt.Verdict is Verdict.Delivered ? (bool?)null : true);
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => attempt.Verdict is Verdict.DestinationGone gone ? gone.Name : null);
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => attempt.Delivery.EventType);
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => attempt.Delivery.AgentId);
        parameters.Add(new() { Value = workerId });
        Add(parameters, NpgsqlDbType.Real, attempts, attempt => (float?)attempt.Result.Timings.RepeatMs);
        return command;
    }

    /// <summary>The command for attempts that a retry will follow; every verdict is <see cref="Verdict.RetryAt"/>.</summary>
    /// <param name="workerId">The worker that made them.</param>
    /// <param name="attempts">The attempts.</param>
    /// <param name="now">The time, by the clock of the verdicts.</param>
    public static NpgsqlBatchCommand Reschedule(Guid workerId, IReadOnlyList<FinishedAttempt> attempts, DateTimeOffset now)
    {
        var command = new NpgsqlBatchCommand(DeliveryQueue.RescheduleSql);
        var parameters = command.Parameters;
        AddKeys(parameters, attempts);
        AddResults(parameters, attempts);
        Add(parameters, NpgsqlDbType.Interval, attempts, attempt => (attempt.Verdict as Verdict.RetryAt)?.When - now);
        parameters.Add(new() { Value = workerId });
        Add(parameters, NpgsqlDbType.Real, attempts, attempt => (float?)attempt.Result.Timings.RepeatMs);
        return command;
    }

    private static void AddKeys(NpgsqlParameterCollection parameters, IReadOnlyList<FinishedAttempt> attempts)
    {
        Add(parameters, NpgsqlDbType.Bigint, attempts, attempt => attempt.Delivery.ProjectNo);
        Add(parameters, NpgsqlDbType.Uuid, attempts, attempt => attempt.Delivery.EventKey);
        Add(parameters, NpgsqlDbType.Bigint, attempts, attempt => attempt.Delivery.DestinationNo);
        Add(parameters, NpgsqlDbType.Uuid, attempts, attempt => attempt.Delivery.LeaseId);
    }

    private static void AddResults(NpgsqlParameterCollection parameters, IReadOnlyList<FinishedAttempt> attempts)
    {
        Add(parameters, NpgsqlDbType.TimestampTz, attempts, attempt => attempt.Result.StartedAt.UtcDateTime);
        Add(parameters, NpgsqlDbType.Real, attempts, attempt => (float)attempt.Result.Duration.TotalMilliseconds);
        Add(parameters, NpgsqlDbType.Smallint, attempts, attempt => (short?)attempt.Result.StatusCode);
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => attempt.Result.FailureClass?.ToName());
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => attempt.Result.Error);
        Add(parameters, NpgsqlDbType.Real, attempts, attempt => (float?)attempt.Result.Timings.DnsMs);
        Add(parameters, NpgsqlDbType.Real, attempts, attempt => (float?)attempt.Result.Timings.ConnectMs);
        Add(parameters, NpgsqlDbType.Real, attempts, attempt => (float?)attempt.Result.Timings.TlsMs);
        Add(parameters, NpgsqlDbType.Real, attempts, attempt => (float?)attempt.Result.Timings.FirstByteMs);
        Add(parameters, NpgsqlDbType.Bytea, attempts, attempt => KeptBody(attempt.Result.ResponseBody));
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => Reason(attempt.Verdict));
    }

    /// <summary>The response body to keep: an agent's reply is longer than the part of an answer that the log keeps.</summary>
    private static byte[]? KeptBody(byte[] body) => body.Length switch
    {
        0 => null,
        <= AttemptResult.MaxResponseBytesKept => body,
        _ => body[..AttemptResult.MaxResponseBytesKept],
    };

    private static string? Reason(Verdict verdict) => verdict switch
    {
        Verdict.RetryAt retry => retry.Reason,
        Verdict.Failed failed => failed.Reason,
        Verdict.DestinationGone gone => gone.Reason,
        _ => null,
    };

    /// <summary>Adds the values as far as the last one that is not null: most columns have none, and need not be sent.</summary>
    private static void Add<T>(
        NpgsqlParameterCollection parameters, NpgsqlDbType type, IReadOnlyList<FinishedAttempt> attempts, Func<FinishedAttempt, T> select)
    {
        var values = new T[attempts.Count];
        var used = 0;
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = select(attempts[index]);
            if (values[index] is not null)
            {
                used = index + 1;
            }
        }

        parameters.Add(new() { Value = used == values.Length ? values : values[..used], NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
