using Hangfire.Server;

namespace Webhooks.DeliveryWorker.Hosting;

/// <summary>
/// The delivery engine as a background process of the Hangfire server: announced on its Servers page, told to stop and, when patience
/// ends, to give up. Hangfire calls it again after it has restarted itself (a database that was away for long); every run is a new worker.
/// </summary>
internal sealed class EngineProcess(EngineSupervisor supervisor) : IBackgroundProcess
{
    /// <summary>On a thread of its own, which is what Hangfire gives to a process.</summary>
    public void Execute(BackgroundProcessContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        supervisor.RunAsync(context.StoppingToken, context.ShutdownToken).GetAwaiter().GetResult();
    }
}
