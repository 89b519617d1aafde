using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker;

/// <summary>
/// Hosts the engine in the core package set. The first half of the host's shutdown time is for a clean stop; when the host loses
/// patience, what is in flight is broken off.
/// </summary>
internal sealed partial class EngineHost(DeliveryEngine engine, TimeProvider clock, ILogger<EngineHost> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan StartAgainAfter = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource kill = new();
    private Task running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        running = Task.Run(RunAsync, CancellationToken.None);
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

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await engine.RunAsync(stop.Token, kill.Token);
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                Log.EngineFailed(logger, exception);
                await Task.Delay(StartAgainAfter, clock, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
            catch (Exception exception)
            {
                Log.EngineFailed(logger, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.EngineFailed, LogLevel.Error, "The delivery engine broke down; it is started again.")]
        public static partial void EngineFailed(ILogger logger, Exception exception);
    }
}
