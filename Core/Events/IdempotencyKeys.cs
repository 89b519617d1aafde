using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Events;

/// <summary>
/// Answers by idempotency key. A key is taken first and its answer written last, both in the transaction of the request's effect: so a
/// crash leaves either all of it or nothing, and of two requests that arrive at the same time, even in different processes, the second
/// waits for the first.
/// </summary>
public sealed partial class IdempotencyKeys(NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>Removes keys that are too old to be used any more.</summary>
    /// <returns>How many, at most <paramref name="limit"/>.</returns>
    public async Task<int> RemoveOldAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(RemoveSql);
        command.Parameters.Add(new() { Value = (clock.GetUtcNow() - IdempotencyKey.KeptFor).UtcDateTime });
        command.Parameters.Add(new() { Value = limit });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes the key for the transaction that is under way; false = it is taken, see <see cref="FindAsync"/>.</summary>
    internal static async Task<bool> TakeAsync(
        NpgsqlConnection connection, ProjectScope project, IdempotencyKey key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(TakeSql, connection);
        command.Parameters.Add(new() { Value = project.ProjectNo });
        command.Parameters.Add(new() { Value = key.Value });
        command.Parameters.Add(new() { Value = key.RequestHash });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = (now - IdempotencyKey.KeptFor).UtcDateTime });
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>Writes the answer of the request that has taken the key.</summary>
    internal static async Task KeepAsync(
        NpgsqlConnection connection, ProjectScope project, IdempotencyKey key, KeptAnswer answer, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(KeepSql, connection);
        command.Parameters.Add(new() { Value = project.ProjectNo });
        command.Parameters.Add(new() { Value = key.Value });
        command.Parameters.Add(new() { Value = (short)answer.Status });
        command.Parameters.Add(new() { Value = (object?)answer.Location ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = answer.Body });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The request and the answer the key was used for; null = it is free again.</summary>
    internal static async Task<(byte[] RequestHash, KeptAnswer Answer)?> FindAsync(
        NpgsqlConnection connection, ProjectScope project, IdempotencyKey key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindSql, connection);
        command.Parameters.Add(new() { Value = project.ProjectNo });
        command.Parameters.Add(new() { Value = key.Value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetFieldValue<byte[]>(0),
                new KeptAnswer(reader.GetInt16(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetFieldValue<byte[]>(3)))
            : null;
    }
}

/// <summary>The answer of a request, kept for its repeats.</summary>
/// <param name="Status">HTTP status code, 200 or 201.</param>
/// <param name="Location">Where the new resource is; null = it has no address.</param>
/// <param name="Body">JSON, as it was sent.</param>
public sealed record KeptAnswer(int Status, string? Location, byte[] Body);
