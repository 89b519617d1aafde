using System.Globalization;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Tenants;

/// <summary>Stores and lists audit records.</summary>
public sealed partial class AuditLog(NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>How often the use of one API key is recorded.</summary>
    public static readonly TimeSpan KeyUseInterval = TimeSpan.FromHours(1);

    /// <summary>Name of the recorded use of an API key; the others are names of operations.</summary>
    public const string UseApiKey = "UseApiKey";

    /// <summary>A new key for a record of the current time.</summary>
    public Guid NewKey() => TimeKey.At(clock.GetUtcNow());

    /// <summary>Stores a record.</summary>
    public async Task AddAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(AddSql);
        var parameters = command.Parameters;
        parameters.Add(new() { Value = record.Key });
        parameters.Add(Number(record.TenantNo));
        parameters.Add(Text(record.ProjectId));
        parameters.Add(Text(record.Actor.Kind));
        parameters.Add(Text(record.Actor.Id));
        parameters.Add(Text(record.Actor.Name));
        parameters.Add(Text(record.Action));
        parameters.Add(Text(record.ResourceKind));
        parameters.Add(Text(record.ResourceId));
        parameters.Add(Text(record.Outcome));
        parameters.Add(Status(record.StatusCode));
        AddOrigin(parameters, record.Origin);
        parameters.Add(new() { Value = record.Tries ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Completes a begun record, and adds a copy for each further tenant that may see it.</summary>
    public async Task FinishAsync(AuditRecord record, IReadOnlyList<long> furtherTenantNos, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(FinishSql);
        var parameters = command.Parameters;
        parameters.Add(new() { Value = record.Key });
        parameters.Add(Number(record.TenantNo));
        parameters.Add(Text(record.Actor.Kind));
        parameters.Add(Text(record.Actor.Id));
        parameters.Add(Text(record.Actor.Name));
        parameters.Add(Text(record.ResourceKind));
        parameters.Add(Text(record.ResourceId));
        parameters.Add(Text(record.Outcome));
        parameters.Add(Status(record.StatusCode));
        parameters.Add(new() { Value = furtherTenantNos.Select(_ => NewKey()).ToArray() });
        parameters.Add(new() { Value = furtherTenantNos.ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Sets how many tries a record stands for; the record may be repeated for several tenants.</summary>
    public async Task CountTriesAsync(IReadOnlyList<Guid> keys, int tries, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(CountTriesSql);
        command.Parameters.Add(new() { Value = keys.ToArray() });
        command.Parameters.Add(new() { Value = tries });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Notes that an API key was used, and records it the first time and then at most once per <see cref="KeyUseInterval"/>.
    /// </summary>
    public async Task NoteKeyUseAsync(long apiKeyNo, DateTimeOffset usedAt, Origin origin, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(NoteKeyUseSql);
        var parameters = command.Parameters;
        parameters.Add(new() { Value = apiKeyNo });
        parameters.Add(new() { Value = usedAt });
        parameters.Add(new() { Value = KeyUseInterval });
        parameters.Add(new() { Value = TimeKey.At(usedAt) });
        parameters.Add(Text(UseApiKey));
        AddOrigin(parameters, origin);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A page of records, newest first.</summary>
    public async Task<KeysetPage<AuditRecord>> ListAsync(AuditQuery query, Keyset from, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand();
        command.Parameters.Add(new() { Value = from.EventKey });
        command.Parameters.Add(new() { Value = limit + 1 });
        command.CommandText = new StringBuilder(ListSql)
            .Replace("{compare}", from.Backwards ? ">" : "<")
            .Replace("{order}", from.Backwards ? "asc" : "desc")
            .Replace("{filters}", Where(query, command.Parameters))
            .ToString();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var records = new List<AuditRecord>();
        while (await reader.ReadAsync(cancellationToken))
        {
            records.Add(Read(reader));
        }

        return KeysetPage.Of(records, from, limit, record => new Keyset(record.Key, 0, false));
    }

    private static string Where(AuditQuery query, NpgsqlParameterCollection parameters)
    {
        var where = new StringBuilder();
        Add(query.TenantNo, "and tenant_no = ${0}");
        Add(query.ActorId, "and actor_id = ${0}");
        Add(query.Action, "and action = ${0}");
        Add(query.ProjectId, "and project_id = ${0}");
        Add(query.From, "and record_id >= uuid_at(${0})");
        Add(query.To, "and record_id < uuid_at(${0})");
        return where.ToString();

        void Add(object? value, string condition)
        {
            if (value is not null)
            {
                parameters.Add(new() { Value = value });
                where.Append(' ')
                    .Append(condition.Replace("{0}", parameters.Count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            }
        }
    }

    private static AuditRecord Read(NpgsqlDataReader reader) => new()
    {
        Key = reader.GetGuid(0),
        TenantNo = reader.IsDBNull(1) ? null : reader.GetInt64(1),
        ProjectId = TextAt(reader, 2),
        Actor = new Actor(reader.GetString(3), TextAt(reader, 4), TextAt(reader, 5)),
        Action = reader.GetString(6),
        ResourceKind = TextAt(reader, 7),
        ResourceId = TextAt(reader, 8),
        Outcome = reader.GetString(9),
        StatusCode = reader.IsDBNull(10) ? null : reader.GetInt16(10),
        Origin = new Origin(TextAt(reader, 11), TextAt(reader, 12), TextAt(reader, 13)),
        Tries = reader.IsDBNull(14) ? null : reader.GetInt32(14),
    };

    private static string? TextAt(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static void AddOrigin(NpgsqlParameterCollection parameters, Origin origin)
    {
        parameters.Add(Text(origin.RemoteAddress));
        parameters.Add(Text(origin.UserAgent));
        parameters.Add(Text(origin.RequestId));
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Number(long? value) =>
        new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };

    private static NpgsqlParameter Status(int? value) =>
        new() { Value = value is { } status ? (short)status : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Smallint };
}
