using Npgsql;
using Webhooks.LocalPostgres;

namespace Webhooks.Tests.Integration;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private static readonly Dictionary<string, string> Fast = new() { ["fsync"] = "off", ["shared_buffers"] = "16MB" };
    private readonly string folder = TestFolder.Create();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Starts_on_an_empty_folder_and_answers_a_query()
    {
        await using var postgres = await StartAsync("data");

        Assert.Equal("webhooks", await postgres.ScalarAsync("SELECT current_database()"));
        Assert.Equal("off", await postgres.ScalarAsync("SHOW jit"));
    }

    [Fact]
    public async Task Keeps_its_rows_over_a_clean_stop()
    {
        await using (var first = await StartAsync("data"))
        {
            await first.ScalarAsync("CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)");
        }

        await using var second = await StartAsync("data");

        Assert.Equal(7, await second.ScalarAsync("SELECT id FROM kept"));
    }

    [Fact]
    public async Task Is_reached_through_a_socket_in_its_folder_and_over_TCP_by_whoever_wants_to()
    {
        string[] left = ["data/postgres/.s.PGSQL.1", "data/postgres/.s.PGSQL.1.lock"];
        await using (await StartAsync("data"))
        {
        }

        Assert.All(left, file => File.WriteAllText(Path.Combine(folder, file), "of a server that was killed"));
        await using var postgres = await StartAsync("data");
        var overTcp = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Host = "127.0.0.1", Pooling = false }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(overTcp);

        Assert.Equal(true, await postgres.ScalarAsync("SELECT inet_server_addr() IS NULL"));
        Assert.Equal("webhooks", await source.CreateCommand("SELECT current_database()").ExecuteScalarAsync());
        Assert.All(left, file => Assert.False(File.Exists(Path.Combine(folder, file))));
    }

    [Fact]
    public async Task Folder_whose_path_is_too_long_for_a_socket_is_reached_over_TCP()
    {
        await using var postgres = await StartAsync(new string('d', 100));

        Assert.Equal(false, await postgres.ScalarAsync("SELECT inet_server_addr() IS NULL"));
    }

    [Fact]
    public async Task Start_that_is_called_off_at_any_moment_ends_and_leaves_the_folder_free()
    {
        for (var milliseconds = 0; milliseconds < 200; milliseconds += 10)
        {
            using var patience = new CancellationTokenSource(milliseconds);
            try
            {
                await using var started = await EmbeddedPostgres.StartAsync(
                    new EmbeddedPostgresOptions { DataFolder = Path.Combine(folder, "data"), Settings = Fast }, patience.Token);
            }
            catch (OperationCanceledException)
            {
                // As asked.
            }
        }

        await using var postgres = await StartAsync("data");
        Assert.Equal("webhooks", await postgres.ScalarAsync("SELECT current_database()"));
    }

    [Fact]
    public async Task Refuses_a_wrong_password()
    {
        await using var postgres = await StartAsync("data");
        var wrong = new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Password = "wrong" }.ConnectionString;

        await using var connection = new NpgsqlConnection(wrong);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task The_service_owns_its_database_and_has_no_rights_beyond()
    {
        await using var postgres = await StartAsync("data");

        Assert.Equal(false, await postgres.ScalarAsync("SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => postgres.ScalarAsync("COPY (SELECT 1) TO PROGRAM 'cat'"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        await using var administrator = NpgsqlDataSource.Create(postgres.AdministratorConnectionString);
        Assert.Equal(
            true, await administrator.CreateCommand("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_cluster_whose_only_account_has_all_rights_goes_on_as_it_is()
    {
        await using (var first = await StartAsync("data"))
        {
            await using var administrator = NpgsqlDataSource.Create(first.AdministratorConnectionString);
            await administrator.CreateCommand("ALTER ROLE webhooks SUPERUSER").ExecuteNonQueryAsync();
        }

        File.Delete(Path.Combine(folder, "data", "postgres.administrator.password"));
        await using var postgres = await StartAsync("data");

        Assert.Equal(true, await postgres.ScalarAsync("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"));
        Assert.Equal(postgres.ConnectionString, postgres.AdministratorConnectionString);
    }

    [FactOnLinux]
    public async Task Nobody_else_can_look_into_the_data_folder()
    {
        await using var postgres = await StartAsync("data");
        var data = Path.Combine(folder, "data");
        if (OperatingSystem.IsWindows())
        {
            return; // For the compiler: FactOnLinux skips it.
        }

        Assert.Equal(UnixModes.OwnerOnly, File.GetUnixFileMode(data) & ~UnixFileMode.GroupExecute);
        foreach (var file in Directory.GetFiles(data))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Two_data_folders_run_side_by_side()
    {
        await using var one = await StartAsync("one");
        await using var other = await StartAsync("other");
        await one.ScalarAsync("CREATE TABLE mine (id int)");

        Assert.Equal(true, await one.ScalarAsync("SELECT to_regclass('mine') IS NOT NULL"));
        Assert.Equal(true, await other.ScalarAsync("SELECT to_regclass('mine') IS NULL"));
    }

    [Fact]
    public async Task The_same_data_folder_twice_is_a_clear_error()
    {
        await using var first = await StartAsync("data");

        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync("data"));

        Assert.Contains("in use by another running instance", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await first.ScalarAsync("SELECT 1"));
    }

    [Fact]
    public async Task Data_of_another_major_version_is_a_clear_error()
    {
        await (await StartAsync("data")).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "postgres", "PG_VERSION"), "9\n");

        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync("data"));

        Assert.Contains("was written by PostgreSQL 9", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_start_is_reported_with_the_end_of_its_log()
    {
        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(
            () => StartAsync("data", new Dictionary<string, string> { ["shared_buffers"] = "nonsense" }));

        Assert.Contains("invalid value for parameter \"shared_buffers\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_start_killed_halfway_is_begun_again()
    {
        Directory.CreateDirectory(Path.Combine(folder, "data", "postgres.new"));
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "postgres.new", "PG_VERSION"), "15\n");

        await using var postgres = await StartAsync("data");

        Assert.Equal(1, await postgres.ScalarAsync("SELECT 1"));
    }

    [Fact]
    public async Task A_mark_of_a_dead_server_with_the_number_of_a_living_process_does_not_stop_the_start()
    {
        await (await StartAsync("data")).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, "data", "postgres", "postmaster.pid"), $"{Environment.ProcessId}\n");

        await using var postgres = await StartAsync("data");

        Assert.Equal(1, await postgres.ScalarAsync("SELECT 1"));
    }

    [Fact]
    public async Task Nothing_is_left_when_it_is_told_to_delete_its_folder()
    {
        var data = Path.Combine(folder, "data");
        await using (var postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = data, Settings = Fast, DeleteOnDispose = true }))
        {
            Assert.Equal(1, await postgres.ScalarAsync("SELECT 1"));
        }

        Assert.False(Directory.Exists(data));
    }

    [FactForRoot]
    public async Task Root_gets_a_server_even_where_its_account_cannot_enter()
    {
        var closed = Path.Combine(folder, "closed");
        Directory.CreateDirectory(closed);
        UnixModes.Set(closed, UnixModes.OwnerOnly);
        var said = new List<string>();
        var options = new EmbeddedPostgresOptions
        {
            DataFolder = Path.Combine(closed, "data"),
            Settings = Fast,
            DeleteOnDispose = true,
            Say = said.Add,
        };

        await using var postgres = await EmbeddedPostgres.StartAsync(options);

        Assert.Equal(1, await postgres.ScalarAsync("SELECT 1"));
        Assert.StartsWith("The database lies in /var/lib/webhooks/", Assert.Single(said), StringComparison.Ordinal);
    }

    private Task<EmbeddedPostgres> StartAsync(string name, IReadOnlyDictionary<string, string>? settings = null) =>
        EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataFolder = Path.Combine(folder, name), Settings = settings ?? Fast });
}
