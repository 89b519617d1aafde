using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Npgsql;
using Webhooks.ServiceDefaults;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Integration;

/// <summary>The small commands of the Standalone program, as processes.</summary>
public sealed class StandaloneCommandTests
{
    private const string Receiving = "Receiving at ";

    [Fact]
    public async Task The_receiver_prints_what_arrives_and_answers_204()
    {
        using var process = Launch(["receiver", "--port", "0"]);
        var lines = LinesOf(process);
        var line = await Eventually.GetAsync(
            () => Task.FromResult(lines.FirstOrDefault(line => line.StartsWith(Receiving, StringComparison.Ordinal))),
            () => "the receiver listens");
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(line[Receiving.Length..]) };
        http.DefaultRequestHeaders.Add("webhook-id", "evt_1");

        using var answer = await http.PostAsJsonAsync("/hooks", new { type = "order.paid" });
        using var alive = await http.GetAsync(new Uri("/alive", UriKind.Relative));

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.OK), (answer.StatusCode, alive.StatusCode));
        await Eventually.BecomesTrueAsync(() => Task.FromResult(lines.Contains("/hooks evt_1 order.paid")), "the delivery is printed");
        Assert.Equal(0, await StopAsync(process));
    }

    [Fact]
    public async Task Migrate_waits_for_a_database_that_is_only_being_created()
    {
        await using var database = await TestDatabase.CreateAsync();
        var later = $"{await database.ScalarAsync<string>("select current_database()")}_later";
        using var process = Launch(["migrate", "--wait", "60"], Named(database, later));
        var lines = LinesOf(process);

        await database.ExecuteAsync($"create database {later}");

        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.Contains(lines, line => line.StartsWith("The schema is up to date", StringComparison.Ordinal));
        await database.ExecuteAsync($"drop database {later} with (force)");
    }

    [Fact]
    public async Task Migrate_does_not_wait_unless_it_is_told_to()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var process = Launch(["migrate"], Named(database, "nobody_makes_this"));

        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("nobody_makes_this", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("up")]
    [InlineData("demo")]
    [InlineData("sign-in-link")]
    public async Task A_password_in_the_command_line_is_refused_and_not_repeated(string command)
    {
        using var process = Launch([command, "--connection-string", "Host=127.0.0.1;Port=1;Username=webhooks;Password=for-nobody-to-read"]);

        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.Contains($"ConnectionStrings__{ServiceNames.Database}", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("for-nobody-to-read", errors, StringComparison.Ordinal);
    }

    [FactOnLinux]
    public async Task Postgres_serves_on_the_port_it_is_told_and_refuses_one_that_is_taken()
    {
        var folder = TestFolder.Create();
        var port = FreePort.Find();
        string[] Arguments(string data) => ["postgres", "--data", Path.Combine(folder, data), "--port", $"{port}"];
        using var first = Launch(Arguments("first"));
        var lines = LinesOf(first);
        await Eventually.BecomesTrueAsync(
            () => Task.FromResult(lines.Any(line => line.StartsWith($"PostgreSQL listens on 127.0.0.1:{port} ", StringComparison.Ordinal))),
            "it listens");
        var password = (await File.ReadAllTextAsync(Path.Combine(folder, "first", "postgres.password"))).Trim();
        await using var source = NpgsqlDataSource.Create(
            $"Host=127.0.0.1;Port={port};Database=webhooks;Username=webhooks;Password={password};Pooling=false");

        Assert.Equal("webhooks", await source.CreateCommand("select current_database()").ExecuteScalarAsync());
        using var second = Launch(Arguments("second"));
        var errors = await second.StandardError.ReadToEndAsync();
        await second.WaitForExitAsync();
        Assert.Equal((1, $"Port {port} is in use by another program. Stop that one, or choose another port with --port."), (second.ExitCode, errors.Trim()));
        Assert.Equal(0, await StopAsync(first));
        Directory.Delete(folder, recursive: true);
    }

    private static string Named(TestDatabase database, string name) =>
        new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name }.ConnectionString;

    private static Process Launch(string[] arguments, string? connectionString = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Webhooks.Standalone.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[$"ConnectionStrings__{ServiceNames.Database}"] = connectionString;
        return Process.Start(start) ?? throw new InvalidOperationException("The operating system started no process.");
    }

    private static ConcurrentQueue<string> LinesOf(Process process)
    {
        var lines = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        return lines;
    }

    private static async Task<int> StopAsync(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
