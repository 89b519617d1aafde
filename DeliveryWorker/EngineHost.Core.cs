namespace Webhooks.DeliveryWorker;

/// <summary>
/// Hosts the engine in the core package set. The first half of the host's shutdown time is for a clean stop; when the host loses
/// patience, what is in flight is broken off.
/// </summary>
internal sealed class EngineHost(EngineSupervisor supervisor) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource kill = new();
    private Task running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.Run(() => supervisor.RunAsync(stop.Token, kill.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await using var impatient = cancellationToken.Register(kill.Cancel);
        await running;
    }

    public void Dispose()
    {
        stop.Dispose();
        kill.Dispose();
    }
}
