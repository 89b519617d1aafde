namespace Webhooks.Standalone;

/// <summary>
/// In place of the framework's console lifetime: signals are <see cref="StandaloneProcess"/>'. Two that listen would differ, and the
/// framework's breaks off a start with a long complaint.
/// </summary>
internal sealed class HostWithoutSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
