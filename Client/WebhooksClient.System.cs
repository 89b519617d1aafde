using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>The service as a whole.</content>
public sealed partial class WebhooksClient
{
    /// <summary>How the service is doing: workers, queue, database and cache. Needs a key that belongs to no tenant.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state of now.</returns>
    public Task<SystemStatusResponse> GetSystemStatusAsync(CancellationToken cancellationToken = default) =>
        GetDataAsync<SystemStatusResponse>("manage/system", cancellationToken);
}
