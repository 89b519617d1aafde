using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.AppHost;
using Webhooks.Client;

namespace Webhooks.Tests.AppHostTests;

/// <summary>The application model, started for real by the orchestrator on programs of this machine, in a data folder of its own.</summary>
public sealed class RunningModel : IAsyncLifetime
{
    /// <summary>The first admin key.</summary>
    public const string AdminKey = "first-admin-key-of-the-tests";

    /// <summary>Far above what a start takes on a busy machine.</summary>
    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(5);

    private readonly string folder = Path.Combine("/tmp", $"webhooks-apphost-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}");
    private DistributedApplication? application;
    private HttpClient? http;

    /// <summary>The running application.</summary>
    public DistributedApplication Application => application ?? throw new InvalidOperationException("It has not started yet.");

    /// <summary>Calls the Api with the admin key.</summary>
    public WebhooksClient Client { get; private set; } = null!; // Set before a test runs.

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        using var patience = new CancellationTokenSource(StartsWithin);
        string[] arguments = ["--Containers=false", $"--Data={folder}", $"--Parameters:{ResourceNames.AdminKey}={AdminKey}"];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments, patience.Token);
        application = await builder.BuildAsync(patience.Token);
        await application.StartAsync(patience.Token);
        foreach (var name in new[] { ResourceNames.Api, ResourceNames.Worker, ResourceNames.Dashboard, ResourceNames.Receiver })
        {
            await application.ResourceNotifications.WaitForResourceHealthyAsync(name, patience.Token);
        }

        http = application.CreateHttpClient(ResourceNames.Api, ResourceNames.Http);
        Client = new WebhooksClient(http, AdminKey);
    }

    /// <summary>A resource of the model.</summary>
    public IResource Find(string name) =>
        Application.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == name);

    /// <summary>Every line a resource has written so far, of all its replicas.</summary>
    public async Task<IReadOnlyList<string>> ReadLogAsync(string name)
    {
        var lines = new List<string>();
        await foreach (var batch in Application.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(Find(name)))
        {
            lines.AddRange(batch.Select(static line => line.Content));
        }

        return lines;
    }

    /// <summary>Calls a worker, with this key as the password a browser would send; null = none.</summary>
    public HttpClient WorkerHttp(string? key)
    {
        var client = Application.CreateHttpClient(ResourceNames.Worker, ResourceNames.Http);
        client.DefaultRequestHeaders.Authorization = key is null ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{key}")));
        return client;
    }

    /// <summary>Kills one of the workers (kill -9): the program itself, which the orchestrator runs by way of <c>dotnet run</c>.</summary>
    /// <returns>The id of its replica.</returns>
    public async Task<string> KillWorkerAsync()
    {
        var replica = await Application.ResourceNotifications.WatchAsync()
            .FirstAsync(
                static found => found.Resource.Name == ResourceNames.Worker && found.Snapshot.State?.Text == KnownResourceStates.Running);
        var runner = replica.Snapshot.Properties.Single(static property => property.Name == "executable.pid").Value;
        var program = File.ReadAllText($"/proc/{runner}/task/{runner}/children").Split(' ')[0];
        using var process = Process.GetProcessById(int.Parse(program, CultureInfo.InvariantCulture));
        process.Kill();
        return replica.ResourceId;
    }

    /// <summary>The state of a replica, as the dashboard shows it.</summary>
    public string? StateOf(string replica) => SnapshotOf(replica).State?.Text;

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        http?.Dispose();
        if (application is not null)
        {
            await application.DisposeAsync();
        }

        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private CustomResourceSnapshot SnapshotOf(string replica) =>
        Application.ResourceNotifications.TryGetCurrentState(replica, out var found)
            ? found.Snapshot
            : throw new InvalidOperationException($"There is no resource {replica}.");
}
