namespace Webhooks.Standalone;

/// <summary>
/// In place of the framework's console lifetime: signals are <see cref="StandaloneProcess"/>'. Two listeners would conflict, and the
/// framework's aborts a start with many errors in the log.
/// </summary>
internal sealed class HostWithoutSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
