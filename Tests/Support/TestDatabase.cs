using System.Globalization;
using Npgsql;
using Webhooks.ServiceDefaults;

namespace Webhooks.Tests.Support;

/// <summary>A fresh database on the <see cref="TestPostgres"/>, migrated; dropped afterwards. Serves as a class fixture, too.</summary>
public sealed class TestDatabase : IAsyncLifetime, IAsyncDisposable
{
    private static int made;

    private readonly string name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref made)}");
    private readonly bool migrated;
    private TestPostgres? server;
    private NpgsqlDataSource? dataSource;

    /// <summary>Called by xunit, which then calls <see cref="InitializeAsync"/>.</summary>
    public TestDatabase()
        : this(migrated: true)
    {
    }

    private TestDatabase(bool migrated) => this.migrated = migrated;

    /// <summary>Connects with all rights.</summary>
    public string ConnectionString => Server.ConnectionStringFor(name);

    /// <summary>Set up as the service sets up its own.</summary>
    public NpgsqlDataSource DataSource => dataSource ??= NpgsqlDataSource.Create(DatabaseConnection.WithDefaults(ConnectionString));

    private TestPostgres Server => server ?? throw new InvalidOperationException("The database is not there yet.");

    /// <summary>A migrated database.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        return database;
    }

    /// <summary>A database without a table.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync()
    {
        var database = new TestDatabase(migrated: false);
        await database.InitializeAsync();
        return database;
    }

    /// <summary>Another database with everything the origin holds, by way of a dump, as after a restore.</summary>
    public static async Task<TestDatabase> RestoreCopyAsync(TestDatabase origin)
    {
        var database = await CreateEmptyAsync();
        await database.Server.CopyAsync(origin.name, database.name);
        return database;
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        server = await TestPostgres.GetAsync();
        await (migrated ? server.CreateMigratedAsync(name) : server.CreateEmptyAsync(name));
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it changed.</returns>
    public async Task<int> ExecuteAsync(string sql, params object?[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of the first row; null when there is none.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, params object?[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteScalarAsync() is { } value and not DBNull ? (T)value : default;
    }

    /// <summary>The first column of every row.</summary>
    public async Task<IReadOnlyList<T>> ColumnAsync<T>(string sql, params object?[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetFieldValue<T>(0));
        }

        return values;
    }

    /// <summary>How many rows a table (with its conditions) has.</summary>
    public Task<long> CountAsync(string from, params object?[] parameters) => ScalarAsync<long>($"select count(*) from {from}", parameters);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (dataSource is not null)
        {
            await dataSource.DisposeAsync();
        }

        await Server.DropAsync(name);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private NpgsqlCommand Command(string sql, object?[] parameters)
    {
        var command = DataSource.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter ?? DBNull.Value });
        }

        return command;
    }
}
