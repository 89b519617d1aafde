using Webhooks.Core.Operations;

namespace Webhooks.DeliveryWorker.Operations;

/// <summary>Works on operations in the core package set.</summary>
internal sealed class OperationHost(OperationWatch watch, OperationRunner runner) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => watch.RunAsync(runner.RunAsync, stoppingToken);
}
