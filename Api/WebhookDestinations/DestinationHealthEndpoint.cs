using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.History;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>How a destination is doing.</summary>
internal static class DestinationHealthEndpoint
{
    public static void MapDestinationHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGet(WebhookDestinationEndpoints.Route + "/{id}/health", ReadAsync).WithName("GetDestinationHealth").WithTags("Webhooks")
            .WithSummary("How a webhook destination is doing, and what follows")
            .WithDescription(
                "A destination that fails at least 10 attempts and 70 % of all within a minute is open: nothing is sent to it for 30 seconds, then one "
                + "delivery is tried, and again after twice as long, up to 10 minutes, until it is answered. One that only fails for days is disabled "
                + "(the audit records warn of it); enabling it again, or changing its URL, starts anew.")
            .Demands(Permission.Read, Reach.Project);

    private static async Task<Results<Ok<DataResponse<DestinationHealthResponse>>, Problem>> ReadAsync(
        string id, RequestScope scope, WebhooksDbContext context, DestinationHealthReader reader, IOptions<HealthOptions> options,
        CancellationToken cancellationToken)
    {
        if (await context.FindDestinationAsync(scope.Project, id, cancellationToken) is not { } destination)
        {
            return DestinationResponses.NotFound(id);
        }

        var health = await reader.ReadAsync(destination.DestinationNo, cancellationToken);
        return TypedResults.Ok(new DataResponse<DestinationHealthResponse>(Of(health, TimeSpan.FromDays(options.Value.DisableAfterDays))));
    }

    private static DestinationHealthResponse Of(DestinationHealth health, TimeSpan disableAfter) => new()
    {
        State = health.State,
        Since = health.Since,
        Reason = health.IsEnabled ? null : health.DisabledReason,
        OpenUntil = health.OpenUntil,
        DeliveredLately = health.Lately.Delivered,
        FailedLately = health.Lately.Failed,
        ConsecutiveFailures = health.State is DestinationHealthState.Healthy || health.WhileFailing.Delivered > 0
            ? 0
            : health.WhileFailing.Failed,
        InFlight = health.InFlight,
        Concurrency = health.Concurrency,
        WarnedAt = health.DisablesAt(disableAfter) is null ? null : health.WarnedAt,
        DisablesAt = health.DisablesAt(disableAfter),
    };
}
