using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Webhooks.AppHost;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.AppHostTests;

/// <summary>What cannot start says why and ends; it does not wait for ever.</summary>
public sealed class FailedStartTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("webhooks-apphost-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_setting_that_has_no_meaning_is_refused()
    {
        var (exitCode, errors) = await RunAsync(["--Containers=perhaps"]);

        Assert.Equal((1, "--Containers takes true or false, not 'perhaps'.\n"), (exitCode, errors));
    }

    [Fact]
    public async Task Without_redis_server_it_says_how_to_get_it()
    {
        var (exitCode, errors) =
            await RunAsync(["--Containers=false"], new() { ["PATH"] = Path.GetDirectoryName(Environment.ProcessPath)! }); // dotnet

        Assert.Equal(1, exitCode);
        Assert.StartsWith("redis-server is not on the PATH. Install it (", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_PostgreSQL_it_says_how_to_get_it()
    {
        var (exitCode, errors) = await RunAsync(
            ["--Containers=false", $"--Data={folder}/data"], new() { ["WEBHOOKS_POSTGRES_BIN"] = folder });

        Assert.Equal(1, exitCode);
        Assert.StartsWith("postgres did not start.", errors, StringComparison.Ordinal);
        Assert.Contains("WEBHOOKS_POSTGRES_BIN", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named()
    {
        var file = Path.Combine(folder, "file");
        await File.WriteAllTextAsync(file, "");

        var (exitCode, errors) = await RunAsync(["--Containers=false", $"--Data={file}/data"]);

        Assert.Equal(1, exitCode);
        Assert.Contains($"The data folder {file}/data cannot be created", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_key_that_is_too_short_is_named()
    {
        var (exitCode, errors) = await RunAsync(
            ["--Containers=false", $"--Data={folder}/data", $"--Parameters:{ResourceNames.AdminKey}=short"]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("migrations did not start.", errors, StringComparison.Ordinal);
        Assert.Contains("WEBHOOKS_ADMIN_KEY", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exitCode, errors) = await RunAsync([], new() { ["ASPNETCORE_URLS"] = $"http://localhost:{port}" });

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"Port {port} is in use by another program.", errors, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Errors)> RunAsync(string[] arguments, Dictionary<string, string>? environment = null)
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.GetFullPath(Path.Combine(tests.FullName, "..", "..", "AppHost", tests.Name, "Webhooks.AppHost.dll"));
        var start = DotnetProgram.Describe([program, .. arguments]);
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true";
        start.Environment["ASPNETCORE_URLS"] = Free();
        start.Environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Free();
        start.Environment["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = Free();
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!; // Only null when a running process is reused, which takes a shell.
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Eventually.Patience);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        await output;
        return (process.ExitCode, await errors);
    }

    private static string Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }
}
