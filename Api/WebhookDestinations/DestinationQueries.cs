using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Destinations;
using Webhooks.Core.Persistence;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.WebhookDestinations;

internal static class DestinationQueries
{
    /// <summary>The project's destinations that are not deleted, newest first (seed: by creation, with the number as tie-breaker).</summary>
    public static IQueryable<Destination> DestinationsOf(this WebhooksDbContext context, ProjectScope project) => context.Destinations.AsNoTracking()
        .Where(destination => destination.ProjectNo == project.ProjectNo && destination.DeletedAt == null)
        .OrderByDescending(destination => destination.CreatedAt).ThenByDescending(destination => destination.DestinationNo);

    public static Task<Destination?> FindDestinationAsync(this WebhooksDbContext context, ProjectScope project, string id, CancellationToken cancellationToken) =>
        context.DestinationsOf(project).SingleOrDefaultAsync(destination => destination.Id == id, cancellationToken);
}
