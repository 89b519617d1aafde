using System.Collections.Concurrent;
using Npgsql;
using Webhooks.LocalPostgres;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration;

/// <summary>A server that ends although nobody asked it to.</summary>
public sealed class EmbeddedPostgresRestartTests : IDisposable
{
    private readonly string folder = TestFolder.Create();
    private readonly ConcurrentQueue<string> said = new();

    private string Cluster => Path.Combine(folder, "data", "postgres");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [FactOnLinux]
    public async Task Is_started_again_at_the_same_address_until_it_starts_with_all_that_was_committed()
    {
        await using var postgres = await StartAsync();
        await postgres.ScalarAsync("CREATE TABLE kept (id int)");
        await postgres.ScalarAsync("INSERT INTO kept VALUES (7)");
        var needed = Path.Combine(Cluster, "global", "pg_control");
        File.Move(needed, needed + ".away");

        await KillServerAsync();
        await SaysAsync("It is tried again until it starts.");
        File.Move(needed + ".away", needed);

        await Eventually.BecomesTrueAsync(async () => await FindAsync(postgres) is 7, "the row is there again");
        await SaysAsync("PostgreSQL runs again.");
        Assert.Contains(said, line => line.Contains("although nobody asked it to", StringComparison.Ordinal));
    }

    [FactOnLinux]
    public async Task Is_not_started_again_once_the_stop_is_asked_for()
    {
        await using (await StartAsync())
        {
            File.Move(Path.Combine(Cluster, "global", "pg_control"), Path.Combine(Cluster, "global", "pg_control.away"));
            await KillServerAsync();
            await SaysAsync("It is tried again until it starts.");
        }

        Assert.Empty(await LeftoverProcesses.FindAsync(Cluster, CancellationToken.None));
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions
    {
        DataFolder = Path.Combine(folder, "data"),
        Say = said.Enqueue,
    });

    private async Task KillServerAsync() =>
        UnixCalls.Send(
            Signal.Kill, (await LeftoverProcesses.FindAsync(Cluster, CancellationToken.None)).Single(static found => found.IsFirst).Id);

    private Task SaysAsync(string what) => Eventually.BecomesTrueAsync(
        () => Task.FromResult(said.Any(line => line.Contains(what, StringComparison.Ordinal))), $"it says: {what}");

    private static async Task<object?> FindAsync(EmbeddedPostgres postgres)
    {
        try
        {
            return await postgres.ScalarAsync("SELECT id FROM kept");
        }
        catch (NpgsqlException)
        {
            return null; // Not yet.
        }
    }
}
