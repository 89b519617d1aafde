using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Attempts;

namespace Webhooks.Core.Deliveries;

/// <summary>Turns attempts into the arrays of <see cref="DeliveryQueue.RecordSql"/>, in its order.</summary>
internal static class RecordParameters
{
    /// <summary>Shown where a person looks for why the destination is off.</summary>
    public const string GoneReason = "The receiver answered 410 Gone.";

    public static NpgsqlBatchCommand CommandFor(string sql, Guid workerId, IReadOnlyList<FinishedAttempt> attempts)
    {
        var command = new NpgsqlBatchCommand(sql);
        var parameters = command.Parameters;
        Add(parameters, NpgsqlDbType.Bigint, attempts, attempt => attempt.Delivery.ProjectNo);
        Add(parameters, NpgsqlDbType.Uuid, attempts, attempt => attempt.Delivery.EventKey);
        Add(parameters, NpgsqlDbType.Bigint, attempts, attempt => attempt.Delivery.DestinationNo);
        Add(parameters, NpgsqlDbType.Uuid, attempts, attempt => attempt.Delivery.LeaseId);
        Add(parameters, NpgsqlDbType.Smallint, attempts, attempt => (short)attempt.Delivery.AttemptNumber);
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => attempt.Verdict.Name);
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => FinalState(attempt.Verdict));
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => Reason(attempt.Verdict));
        Add(parameters, NpgsqlDbType.TimestampTz, attempts, attempt => (attempt.Verdict as Verdict.RetryAt)?.When.UtcDateTime);
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => attempt.Delivery.EventType);
        Add(parameters, NpgsqlDbType.Text, attempts, attempt => attempt.Delivery.AgentId);
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
        parameters.Add(new() { Value = workerId });
        return command;
    }

    /// <summary>An agent's reply is longer than what the log keeps of an answer.</summary>
    private static byte[]? KeptBody(byte[] body) => body.Length switch
    {
        0 => null,
        <= AttemptResult.MaxResponseBytesKept => body,
        _ => body[..AttemptResult.MaxResponseBytesKept],
    };

    /// <summary>null = not finished.</summary>
    private static string? FinalState(Verdict verdict) => verdict switch
    {
        Verdict.Delivered => DeliveryState.Delivered,
        Verdict.RetryAt => null,
        _ => DeliveryState.Failed,
    };

    private static string? Reason(Verdict verdict) => verdict switch
    {
        Verdict.RetryAt retry => retry.Reason,
        Verdict.Failed failed => failed.Reason,
        Verdict.DestinationGone gone => gone.Reason,
        _ => null,
    };

    private static void Add<T>(NpgsqlParameterCollection parameters, NpgsqlDbType type, IReadOnlyList<FinishedAttempt> attempts, Func<FinishedAttempt, T> select)
    {
        var values = new T[attempts.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = select(attempts[index]);
        }

        parameters.Add(new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }
}
