using System.Globalization;
using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Scenarios;
using Webhooks.Benchmarks.Sink;
using Webhooks.Client;
using Webhooks.Core.Tenants;
using Webhooks.ServiceDefaults;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>
/// What a scenario runs on: a database and a sink from the start, and the service's own programs when it asks for them, each in a
/// process of its own with the settings it has in production, save that receivers on loopback are allowed.
/// </summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> parts = new();
    private readonly string adminKey;

    private Rig(BenchDatabase database, string adminKey)
    {
        Database = database;
        this.adminKey = adminKey;
        parts.Push(database);
    }

    public BenchDatabase Database { get; }

    public SinkClient Sink { get; private set; } = null!; // Set before StartAsync returns.

    public ServiceProcess SinkProcess { get; private set; } = null!; // Set before StartAsync returns.

    public static async Task<Rig> StartAsync(ScenarioRun run, CancellationToken cancellationToken)
    {
        var database = await BenchDatabase.StartAsync(run.Clock, run.Say, cancellationToken);
        try
        {
            var rig = new Rig(database, await database.PrepareAsync(run.Clock, cancellationToken));
            await rig.StartSinkAsync(cancellationToken);
            return rig;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>The Api, with settings laid over its own.</summary>
    public async Task<ApiProcess> StartApiAsync(CancellationToken cancellationToken, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var (process, address) = await StartHostAsync("Webhooks.Api", settings, cancellationToken);
        return new ApiProcess(process, address, adminKey);
    }

    /// <summary>A worker, with settings laid over its own.</summary>
    public async Task<ServiceProcess> StartWorkerAsync(CancellationToken cancellationToken, params IEnumerable<KeyValuePair<string, string>> settings) =>
        (await StartHostAsync("Webhooks.DeliveryWorker", settings, cancellationToken)).Process;

    /// <summary>Destinations that share out events by agent: the event of agent <see cref="AgentOf"/>(i) goes to destination i only.</summary>
    public async Task<IReadOnlyList<string>> CreateDestinationsAsync(ApiProcess api, int count, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        for (var index = 0; index < count; index++)
        {
            await api.Client.CreateAgentAsync(FirstTenant.Id, FirstTenant.Id, new CreateAgentRequest(AgentOf(index), AgentOf(index)), cancellationToken);
            var destination = new CreateWebhookDestinationRequest($"Destination {index}", Sink.Receiver.AbsoluteUri, [EventBodies.Type]) { AgentIds = [AgentOf(index)] };
            ids.Add((await api.Client.CreateWebhookDestinationAsync(FirstTenant.Id, FirstTenant.Id, destination, cancellationToken)).Id);
        }

        return ids;
    }

    public static string AgentOf(int index) => string.Create(CultureInfo.InvariantCulture, $"agent-{index}");

    /// <summary>The end of what each program of the service has logged.</summary>
    public string LastLines() => string.Join('\n', parts.OfType<ServiceProcess>().Select(process => process.LastLines()));

    /// <summary>Stops everything, the database last.</summary>
    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
    }

    private async Task StartSinkAsync(CancellationToken cancellationToken)
    {
        var (port, controlPort) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        Sink = new SinkClient(port, controlPort);
        string[] arguments =
        [
            SinkHost.CommandName, "--port", port.ToString(CultureInfo.InvariantCulture), "--control-port", controlPort.ToString(CultureInfo.InvariantCulture),
        ];
        SinkProcess = await ServiceProcess.StartAsync(
            "Webhooks.Benchmarks", arguments, new Dictionary<string, string>(), Database.Folder, new Uri($"http://127.0.0.1:{controlPort}/counts"), cancellationToken);
        parts.Push(SinkProcess);
    }

    private async Task<(ServiceProcess Process, Uri Address)> StartHostAsync(
        string name, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{ServiceProcess.FreePort()}/");
        var environment = new Dictionary<string, string>(settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = address.AbsoluteUri,
            [$"ConnectionStrings__{ServiceNames.Database}"] = Database.ConnectionStringFor(name),
            ["Outbound__AllowLoopback"] = "true",
        };
        var process = await ServiceProcess.StartAsync(name, [], environment, Database.Folder, new Uri(address, "health"), cancellationToken);
        parts.Push(process);
        return (process, address);
    }
}
