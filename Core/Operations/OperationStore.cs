using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Webhooks.Contracts;
using Webhooks.Core.Keys;
using Webhooks.Core.Tenants;

namespace Webhooks.Core.Operations;

/// <summary>Creates operations, shows them and cancels them.</summary>
public sealed partial class OperationStore(NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>Open operations a project may have: no queue without an end.</summary>
    public const int MaximumOpen = 20;

    /// <summary>How long a finished operation is shown.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    /// <summary>Stores an operation and wakes the workers; null = the project has <see cref="MaximumOpen"/> open ones.</summary>
    /// <remarks>The selection is bounded by the time of the operation, so that it ends even while new events arrive.</remarks>
    public async Task<Operation?> CreateAsync(ProjectScope project, NewOperation asked, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var selection = asked.Selection with { Until = asked.Selection.Until < now ? asked.Selection.Until : now };
        await using var command = dataSource.CreateCommand(CreateSql);
        var parameters = command.Parameters;
        parameters.Add(new() { Value = project.ProjectNo });
        parameters.Add(new() { Value = TimeKey.At(now) });
        parameters.Add(new() { Value = project.TenantNo });
        parameters.Add(new() { Value = asked.Kind });
        parameters.Add(new() { Value = asked.Parameters });
        parameters.Add(new() { Value = JsonSerializer.Serialize(selection) });
        parameters.Add(Nullable(selection.Keys?.Distinct().Count(), NpgsqlDbType.Integer));
        parameters.Add(new() { Value = asked.StartedBy.Kind });
        parameters.Add(Nullable(asked.StartedBy.Id, NpgsqlDbType.Text));
        parameters.Add(Nullable(asked.StartedBy.Name, NpgsqlDbType.Text));
        parameters.Add(new() { Value = now.UtcDateTime });
        parameters.Add(new() { Value = MaximumOpen });
        return (await ReadAllAsync(command, cancellationToken)).FirstOrDefault();
    }

    /// <summary>An operation; null = the project has none of this key.</summary>
    public async Task<Operation?> FindAsync(long projectNo, Guid key, CancellationToken cancellationToken) =>
        await OneAsync(FindSql, projectNo, key, cancellationToken);

    /// <summary>A page of the project's operations, newest first.</summary>
    public async Task<KeysetPage<Operation>> ListAsync(long projectNo, Keyset from, int limit, CancellationToken cancellationToken)
    {
        var span = KeysetSpan.Of(from, null, null);
        await using var command = dataSource.CreateCommand(
            ListSql.Replace("{compare}", span.Compare, StringComparison.Ordinal).Replace("{order}", span.Order, StringComparison.Ordinal));
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = span.Near.EventKey });
        command.Parameters.Add(new() { Value = limit + 1 });
        return KeysetPage.Of(await ReadAllAsync(command, cancellationToken), from, limit, operation => new Keyset(operation.Key, 0, false));
    }

    /// <summary>Cancels an operation, after the turn that is under way; null = it is finished or not there.</summary>
    public async Task<Operation?> CancelAsync(long projectNo, Guid key, CancellationToken cancellationToken) =>
        await OneAsync(CancelSql, projectNo, key, cancellationToken);

    /// <summary>Whether there may be something to work on; also true while other workers do it.</summary>
    public async Task<bool> IsAnyOpenAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(IsAnyOpenSql);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Removes operations that were finished longer ago than <see cref="KeptFor"/>.</summary>
    /// <returns>How many, at most <paramref name="limit"/>.</returns>
    public async Task<int> RemoveOldAsync(int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(RemoveSql);
        command.Parameters.Add(new() { Value = (clock.GetUtcNow() - KeptFor).UtcDateTime });
        command.Parameters.Add(new() { Value = limit });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<Operation?> OneAsync(string sql, long projectNo, Guid key, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(new() { Value = projectNo });
        command.Parameters.Add(new() { Value = key });
        return (await ReadAllAsync(command, cancellationToken)).FirstOrDefault();
    }

    private static async Task<List<Operation>> ReadAllAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var operations = new List<Operation>();
        while (await reader.ReadAsync(cancellationToken))
        {
            operations.Add(new Operation(
                reader.GetGuid(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                new Actor(reader.GetString(4), TextOf(reader, 5), TextOf(reader, 6)),
                ProgressOf(reader, 7),
                TextOf(reader, 10),
                reader.GetFieldValue<DateTimeOffset>(11),
                reader.IsDBNull(12) ? null : reader.GetFieldValue<DateTimeOffset>(12),
                reader.IsDBNull(13) ? null : reader.GetFieldValue<DateTimeOffset>(13)));
        }

        return operations;
    }

    private static OperationProgress ProgressOf(NpgsqlDataReader reader, int column) =>
        new(reader.IsDBNull(column) ? null : reader.GetInt32(column), reader.GetInt32(column + 1), reader.GetInt32(column + 2));

    private static string? TextOf(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
