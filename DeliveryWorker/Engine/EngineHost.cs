namespace Webhooks.DeliveryWorker.Engine;

/// <summary>
/// Runs the engine from the start of the process to its end, beside the Hangfire server and independent of it (decision 0033). When the
/// host's time for a stop is over, attempts in flight are aborted.
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
