using Npgsql;
using Webhooks.LocalPostgres;

namespace Webhooks.Tests.Integration;

/// <summary>What a kill -9 does: to the program, to its watchdog, to everything.</summary>
public sealed class EmbeddedPostgresKillTests : IDisposable
{
    private readonly string folder = TestFolder.Create();

    private string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [FactOnLinux]
    public async Task Stops_when_its_owner_dies()
    {
        using var program = await StandaloneProgram.StartAsync(Data);
        var server = await program.FindServerAsync();

        program.Kill();

        Assert.NotEmpty(server);
        await StandaloneProgram.WaitForEndAsync(server);
    }

    [FactOnLinux]
    public async Task Stops_cleanly_on_an_interrupt()
    {
        using var program = await StandaloneProgram.StartAsync(Data);
        var server = await program.FindServerAsync();

        Assert.Equal(0, await program.InterruptAsync());

        Assert.All(server, static id => Assert.False(StandaloneProgram.IsRunning(id)));
        Assert.Contains(
            "database system is shut down", await File.ReadAllTextAsync(Path.Combine(Data, "postgres.log")), StringComparison.Ordinal);
    }

    [FactOnLinux]
    public async Task Committed_rows_survive_a_kill_of_the_whole_tree()
    {
        using (var program = await StandaloneProgram.StartAsync(Data))
        {
            await WriteAsync(program.ConnectionString, "CREATE TABLE kept (id int)");
            await WriteAsync(program.ConnectionString, "INSERT INTO kept VALUES (7)");
            program.KillTree();
        }

        await using var next = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataFolder = Data });

        Assert.Equal(7, await next.ScalarAsync("SELECT id FROM kept"));
        Assert.Contains("automatic recovery in progress", await File.ReadAllTextAsync(next.LogFile), StringComparison.Ordinal);
    }

    [FactOnLinux]
    public async Task A_server_without_program_and_watchdog_is_stopped_by_the_next_start()
    {
        int orphan;
        using (var program = await StandaloneProgram.StartAsync(Data))
        {
            await WriteAsync(program.ConnectionString, "CREATE TABLE kept (id int)");
            orphan = await program.FindFirstOfServerAsync();
            await program.KillAllButServerAsync();
        }

        Assert.True(StandaloneProgram.IsRunning(orphan));
        await using var next = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataFolder = Data });

        Assert.Equal(0L, await next.ScalarAsync("SELECT count(*) FROM kept"));
        Assert.False(StandaloneProgram.IsRunning(orphan));
    }

    [FactOnLinux]
    public async Task A_taken_port_is_a_clear_message_and_no_database()
    {
        using var first = await StandaloneProgram.StartAsync(Data);

        var (exitCode, errors) = await StandaloneProgram.RunToEndAsync(Path.Combine(folder, "second"), first.Port);

        Assert.Equal(1, exitCode);
        Assert.Contains($"Port {first.Port} is in use", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "second")));
    }

    private static async Task WriteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
