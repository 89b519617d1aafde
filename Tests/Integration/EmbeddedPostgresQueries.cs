using Npgsql;
using Webhooks.LocalPostgres;

namespace Webhooks.Tests.Integration;

internal static class EmbeddedPostgresQueries
{
    /// <summary>Runs one statement on a connection that is closed at once, so that it holds nothing when the server stops.</summary>
    public static async Task<object?> ScalarAsync(this EmbeddedPostgres postgres, string sql)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(unpooled);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
