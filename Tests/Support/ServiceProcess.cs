using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Webhooks.ServiceDefaults;

namespace Webhooks.Tests.Support;

/// <summary>Api, DeliveryWorker or Standalone as a process of its own, to be stopped or killed.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();

    private ServiceProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => lines.Enqueue(line.Data ?? string.Empty);
        process.ErrorDataReceived += (_, line) => lines.Enqueue(line.Data ?? string.Empty);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What it has written so far.</summary>
    public IReadOnlyList<string> Output => [.. lines];

    /// <summary>Where it listens.</summary>
    public Uri Address => new(FindAddress() ?? throw new InvalidOperationException("It does not listen yet."));

    /// <summary>Its resident memory.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="name">The project, for example <c>DeliveryWorker</c>.</param>
    /// <param name="database">A migrated database.</param>
    /// <param name="settings">Configuration, for example <c>Worker:AttemptTimeout</c>.</param>
    public static Task<ServiceProcess> StartAsync(
        string name, TestDatabase database, IReadOnlyDictionary<string, string>? settings = null) =>
        StartAsync(name, database.ConnectionString, settings);

    /// <inheritdoc cref="StartAsync(string, TestDatabase, IReadOnlyDictionary{string, string})"/>
    public static async Task<ServiceProcess> StartAsync(
        string name, string connectionString, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"Webhooks.{name}.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment[$"ConnectionStrings__{ServiceNames.Database}"] = connectionString;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = Environments.Development;
        start.Environment["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Information";
        var service = new ServiceProcess(Process.Start(start)!); // Only null when a running process is reused, which takes a shell.
        await Eventually.GetAsync(
            () => Task.FromResult(service.FindAddress()),
            () => $"{name} listens; it said: {string.Join('\n', service.Output)}");
        return service;
    }

    /// <summary>Ends it without a chance to do anything more (kill -9).</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to end (SIGTERM) and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private string? FindAddress() => lines.Where(line => line.Contains(Listening, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim()).FirstOrDefault();
}
