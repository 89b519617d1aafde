using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Charts and the ledger.</content>
public sealed partial class WebhooksClient
{
    /// <summary>Attempts of a project over time.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="from">Where the span begins; 60 minutes or 24 hours before <paramref name="to"/> when left out.</param>
    /// <param name="to">Where it ends; now when left out. At most 1,500 steps after <paramref name="from"/>.</param>
    /// <param name="step">One of <see cref="StatsStep"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A point per step, and the sum.</returns>
    public Task<StatsResponse> GetStatsAsync(
        string tenantId,
        string projectId,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        string step = StatsStep.Minute,
        CancellationToken cancellationToken = default) =>
        GetDataAsync<StatsResponse>(WithSpan($"{ProjectPath(tenantId, projectId)}/stats", from, to, step), cancellationToken);

    /// <summary>Attempts to one destination over time.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationId">The destination.</param>
    /// <param name="from">Where the span begins; 60 minutes or 24 hours before <paramref name="to"/> when left out.</param>
    /// <param name="to">Where it ends; now when left out. At most 1,500 steps after <paramref name="from"/>.</param>
    /// <param name="step">One of <see cref="StatsStep"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A point per step, and the sum.</returns>
    public Task<StatsResponse> GetDestinationStatsAsync(
        string tenantId,
        string projectId,
        string destinationId,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        string step = StatsStep.Minute,
        CancellationToken cancellationToken = default) =>
        GetDataAsync<StatsResponse>(
            WithSpan($"{DestinationPath(tenantId, projectId, destinationId)}/stats", from, to, step), cancellationToken);

    /// <summary>Whether everything that was accepted in a span is accounted for.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="from">Where the span begins; 24 hours before <paramref name="to"/> when left out.</param>
    /// <param name="to">Where it ends; now when left out. At most 7 days after <paramref name="from"/>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Events accepted, destinations matched, and the count of each state, at one point in time.</returns>
    public Task<LedgerResponse> GetLedgerAsync(
        string tenantId,
        string projectId,
        DateTimeOffset? from = null,
        DateTimeOffset? to = null,
        CancellationToken cancellationToken = default) =>
        GetDataAsync<LedgerResponse>(WithSpan($"{ProjectPath(tenantId, projectId)}/ledger", from, to, null), cancellationToken);

    /// <summary>The deliveries that wait now.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="projectId">The project.</param>
    /// <param name="destinationIds">Only for these destinations, at most 100; a single one is counted further. All when left out.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How much, since when, and for which destinations.</returns>
    public Task<QueueResponse> GetQueueAsync(
        string tenantId, string projectId, IReadOnlyCollection<string>? destinationIds = null,
        CancellationToken cancellationToken = default) =>
        GetDataAsync<QueueResponse>(
            WithQuery(
                $"{ProjectPath(tenantId, projectId)}/queue",
                ("destinationId", destinationIds is null ? null : string.Join(',', destinationIds))),
            cancellationToken);

    private static string WithSpan(string path, DateTimeOffset? from, DateTimeOffset? to, string? step) =>
        WithQuery(path, ("since", Timestamp(from)), ("until", Timestamp(to)), ("step", step));

    /// <summary>How the service is doing: workers, queue, database and cache. Needs a key that belongs to no tenant.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The state of now.</returns>
    public Task<SystemStatusResponse> GetSystemStatusAsync(CancellationToken cancellationToken = default) =>
        GetDataAsync<SystemStatusResponse>("manage/system", cancellationToken);
}
