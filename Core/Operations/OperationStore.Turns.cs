using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Operations;

/// <content>The reads and writes of a turn, on the connection of its transaction.</content>
public sealed partial class OperationStore
{
    /// <summary>
    /// Takes the operation whose turn it is and locks it until the transaction ends; null = there is nothing to do, or other workers are
    /// doing it.
    /// </summary>
    internal static async Task<OpenOperation?> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(TakeSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new OpenOperation(
                reader.GetInt64(0),
                reader.GetInt64(1),
                reader.GetGuid(2),
                reader.GetString(3),
                // Stored by CreateAsync, never null.
                JsonSerializer.Deserialize<OperationSelection>(reader.GetString(4))!,
                Keyset.TryParse(TextOf(reader, 5), out var place) ? place : null,
                reader.GetInt32(6),
                ProgressOf(reader, 7))
            : null;
    }

    /// <summary>Writes the result of a turn.</summary>
    internal static async Task KeepAsync(
        NpgsqlConnection connection, OpenOperation operation, string state, string? error, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(KeepSql, connection);
        var parameters = command.Parameters;
        parameters.Add(new() { Value = operation.ProjectNo });
        parameters.Add(new() { Value = operation.Key });
        parameters.Add(new() { Value = state });
        parameters.Add(Nullable(operation.Place?.ToString(), NpgsqlDbType.Text));
        parameters.Add(new() { Value = operation.Counted });
        parameters.Add(Nullable(operation.Progress.Total, NpgsqlDbType.Integer));
        parameters.Add(new() { Value = operation.Progress.Done });
        parameters.Add(new() { Value = operation.Progress.Failed });
        parameters.Add(Nullable(error, NpgsqlDbType.Text));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Notes that a turn broke down; the operation fails when that was the last of so many in a row.</summary>
    internal async Task BreakDownAsync(OpenOperation operation, string error, int inARow, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(BreakDownSql);
        command.Parameters.Add(new() { Value = operation.ProjectNo });
        command.Parameters.Add(new() { Value = operation.Key });
        command.Parameters.Add(new() { Value = error });
        command.Parameters.Add(new() { Value = inARow });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
