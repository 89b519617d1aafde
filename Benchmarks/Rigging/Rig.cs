using System.Globalization;
using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Scenarios;
using Webhooks.Benchmarks.Sink;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.ServiceDefaults;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>
/// The rig of a scenario: a database and a sink from the start, and the service's own programs when it asks for them, each in a
/// process of its own with the settings it has in production, save that receivers on loopback are allowed.
/// </summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> parts = new();
    private readonly string adminKey;
    private SinkClient? others;

    private Rig(BenchDatabase database, string adminKey)
    {
        Database = database;
        this.adminKey = adminKey;
        parts.Push(database);
    }

    public BenchDatabase Database { get; }

    public SinkClient Sink { get; private set; } = null!; // Set before StartAsync returns.

    public ServiceProcess SinkProcess { get; private set; } = null!; // Set before StartAsync returns.

    /// <summary>
    /// A second receiver in a process of its own, so that the first one does not pay for how it behaves. Started when first asked for.
    /// </summary>
    public async Task<SinkClient> OthersAsync(CancellationToken cancellationToken) =>
        others ??= (await StartSinkAsync(cancellationToken)).Sink;

    /// <summary>The disk of the database, where it has one of its own that can be filled.</summary>
    public SmallDisk? Disk { get; private init; }

    /// <param name="run">The run.</param>
    /// <param name="diskMegabytes">The size of a disk for the database alone; 0 = it lies with everything else. Where none can be had,
    /// <see cref="Disk"/> is null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<Rig> StartAsync(ScenarioRun run, int diskMegabytes, CancellationToken cancellationToken)
    {
        var folder = BenchDatabase.NewFolder(run.Clock);
        var disk = diskMegabytes == 0 ? null : await SmallDisk.TryMountAsync($"{folder}-disk", diskMegabytes, cancellationToken);
        BenchDatabase? database = null;
        try
        {
            database = await BenchDatabase.StartAsync(
                folder, disk is null ? folder : Path.Combine(disk.Folder, "data"), run.Say, cancellationToken);
            var rig = new Rig(database, await database.PrepareAsync(run.Clock, cancellationToken)) { Disk = disk };
            (rig.Sink, rig.SinkProcess) = await rig.StartSinkAsync(cancellationToken);
            return rig;
        }
        catch
        {
            await (database?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (disk?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>The Api, with settings laid over its own.</summary>
    public async Task<ApiProcess> StartApiAsync(
        CancellationToken cancellationToken, params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var (process, address) = await StartHostAsync("Webhooks.Api", settings, cancellationToken);
        return new ApiProcess(process, address, adminKey);
    }

    /// <summary>A worker, with settings laid over its own.</summary>
    public async Task<ServiceProcess> StartWorkerAsync(
        CancellationToken cancellationToken, params IEnumerable<KeyValuePair<string, string>> settings) =>
        (await StartHostAsync("Webhooks.DeliveryWorker", settings, cancellationToken)).Process;

    /// <summary>
    /// Destinations that share out events by agent: the event of agent <see cref="AgentOf"/>(i) goes to destination i only.
    /// </summary>
    public async Task<IReadOnlyList<string>> CreateDestinationsAsync(ApiProcess api, int count, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        for (var index = 0; index < count; index++)
        {
            await api.Client.CreateAgentAsync(
                FirstTenant.Id, FirstTenant.Id, new CreateAgentRequest(AgentOf(index), AgentOf(index)), cancellationToken);
            var destination = new CreateWebhookDestinationRequest(
                $"Destination {index}", Sink.Receiver.AbsoluteUri, [EventBodies.Type])
            { AgentIds = [AgentOf(index)] };
            ids.Add((await api.Client.CreateWebhookDestinationAsync(FirstTenant.Id, FirstTenant.Id, destination, cancellationToken)).Id);
        }

        return ids;
    }

    public static string AgentOf(int index) => string.Create(CultureInfo.InvariantCulture, $"agent-{index}");

    /// <summary>The end of what each program of the service has logged.</summary>
    public string LastLines() => string.Join('\n', parts.OfType<ServiceProcess>().Select(process => process.LastLines()).Distinct());

    /// <summary>The key of the first administrator.</summary>
    public string AdminKey => adminKey;

    /// <summary>Makes the rig stop what was started for it, before what was started earlier.</summary>
    public void Add(IAsyncDisposable part) => parts.Push(part);

    /// <summary>Stops everything, the database and its disk last.</summary>
    public async ValueTask DisposeAsync()
    {
        while (parts.TryPop(out var part))
        {
            await part.DisposeAsync();
        }

        await (Disk?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task<(SinkClient Sink, ServiceProcess Process)> StartSinkAsync(CancellationToken cancellationToken)
    {
        var (port, controlPort) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        string[] arguments =
        [
            SinkHost.CommandName, "--port", port.ToString(CultureInfo.InvariantCulture), "--control-port",
            controlPort.ToString(CultureInfo.InvariantCulture),
        ];
        var process = await ServiceProcess.StartAsync(
            "Webhooks.Benchmarks", arguments, new Dictionary<string, string>(), Database.LogFolder,
            new Uri($"http://127.0.0.1:{controlPort}/counts"), cancellationToken);
        parts.Push(process);
        return (new SinkClient(port, controlPort), process);
    }

    private async Task<(ServiceProcess Process, Uri Address)> StartHostAsync(
        string name, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{ServiceProcess.FreePort()}/");
        return (await StartHostAsync(name, address, settings, cancellationToken), address);
    }

    /// <summary>A program of the service at an address of the caller's choice, so that it can be started there again.</summary>
    public async Task<ServiceProcess> StartHostAsync(
        string name, Uri address, IEnumerable<KeyValuePair<string, string>> settings, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(settings)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = address.AbsoluteUri,
            [$"ConnectionStrings__{ServiceNames.Database}"] = Database.ConnectionStringFor(name),
            ["Outbound__AllowLoopback"] = "true",
        };
        var process = await ServiceProcess.StartAsync(
            name, [], environment, Database.LogFolder, new Uri(address, "health"), cancellationToken);
        parts.Push(process);
        return process;
    }
}
