using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Charts;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Overview;

/// <summary>The data of the overview, but for the ledger, which the page does not wait for.</summary>
/// <param name="Stats">Attempts over time.</param>
/// <param name="Queue">The backlog now.</param>
/// <param name="Troubled">Destinations that need attention.</param>
/// <param name="HasDestinations">Whether the project has any.</param>
public sealed record OverviewSheet(
    StatsResponse Stats, QueueResponse Queue, IReadOnlyList<TroubledDestination> Troubled, bool HasDestinations)
{
    /// <summary>Most destinations whose names are asked for.</summary>
    private const int Named = 100;

    /// <summary>Whether the project has seen nothing yet.</summary>
    public bool IsEmpty => !HasDestinations && Queue.Waiting == 0 && Success.AttemptsOf(Stats.Totals) == 0;

    /// <summary>Whether as much waits as may, so that publishes are refused.</summary>
    public bool IsFull => Queue.Waiting >= Queue.Limit;

    /// <summary>Asks the Api.</summary>
    internal static async Task<OverviewSheet> LoadAsync(
        WebhooksClient api, ProjectAddress scope, ChartRange range, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stats = range.LoadAsync(api, scope, null, now, cancellationToken);
        var queue = api.GetQueueAsync(scope.TenantId, scope.ProjectId, cancellationToken: cancellationToken);
        var destinations = api.ListWebhookDestinationsAsync(
            scope.TenantId, scope.ProjectId, limit: Named, cancellationToken: cancellationToken);
        var paused = api.ListWebhookDestinationsAsync(
            scope.TenantId, scope.ProjectId, new WebhookDestinationFilter { Enabled = false }, limit: TroubledDestination.Most,
            cancellationToken: cancellationToken);
        var failed = ListAsync(DeliveryState.Failed, now - range.Length);
        var retrying = ListAsync(DeliveryState.Retrying, null);
        await Task.WhenAll(stats, queue, destinations, paused, failed, retrying);
        var listed = (await destinations).Data;
        return new OverviewSheet(
            await stats, await queue, TroubledDestination.Of((await paused).Data, listed, (await failed).Data, (await retrying).Data),
            listed.Count > 0);

        Task<KeysetResponse<DeliveryResponse>> ListAsync(string state, DateTimeOffset? from) => api.ListDeliveriesAsync(
            scope.TenantId, scope.ProjectId, new DeliveryFilter { State = state, From = from }, limit: Named,
            cancellationToken: cancellationToken);
    }
}
