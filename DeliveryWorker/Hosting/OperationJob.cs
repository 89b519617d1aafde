using Hangfire;
using Webhooks.Core.Operations;

namespace Webhooks.DeliveryWorker.Hosting;

/// <summary>A job of Hangfire's that works on operations until none is left that others do not have. What breaks down is noted with the operation.</summary>
internal sealed class OperationJob(OperationRunner runner)
{
    /// <param name="cancellationToken">Hangfire's own: ends when the server stops; the turn under way has then not been.</param>
    [JobDisplayName("operations")]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => runner.RunAsync(cancellationToken);
}
