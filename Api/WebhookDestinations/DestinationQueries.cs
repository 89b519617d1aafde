using Microsoft.EntityFrameworkCore;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>
/// Reads and locks destinations. Locks are always taken in the order agents, destinations, project; so writers cannot deadlock.
/// </summary>
internal static class DestinationQueries
{
    private const string Escape = "\\";

    /// <summary>
    /// The project's destinations that are not deleted, newest first (seed: by creation, with the number as tie-breaker).
    /// </summary>
    public static IQueryable<Destination> DestinationsOf(this WebhooksDbContext context, ProjectScope project) =>
        context.Destinations.AsNoTracking()
        .Where(
            destination => destination.ProjectNo == project.ProjectNo && destination.DeletedAt == null
                && destination.Kind == DestinationKinds.Receiver)
        .OrderByDescending(destination => destination.CreatedAt).ThenByDescending(destination => destination.DestinationNo);

    /// <summary>Those of a list that its filter lets through.</summary>
    public static IQueryable<Destination> Matching(this IQueryable<Destination> destinations, WebhookDestinationFilter filter)
    {
        if (filter.AgentId is { } agentId)
        {
            destinations = destinations.Where(destination => destination.AgentIds.Count == 0 || destination.AgentIds.Contains(agentId));
        }

        if (filter.Enabled is { } enabled)
        {
            destinations = destinations.Where(destination => destination.Enabled == enabled);
        }

        if (filter.EventType is { } eventType)
        {
            destinations = destinations.Where(destination => destination.EventTypes.Contains(eventType));
        }

        if (filter.Search is { } search)
        {
            var pattern = $"%{Literal(search)}%";
            destinations = destinations.Where(destination => EF.Functions.ILike(destination.Name, pattern, Escape)
                || EF.Functions.ILike(destination.Url, pattern, Escape)
                || EF.Functions.ILike(destination.Id, pattern, Escape)
                || destination.Tags.Any(tag => EF.Functions.ILike(tag, pattern, Escape))
                || (destination.Description != null && EF.Functions.ILike(destination.Description, pattern, Escape)));
        }

        return destinations;
    }

    /// <summary>The list in another order than the newest first; numbers break ties, so that pages do not overlap.</summary>
    public static IQueryable<Destination> Sorted(this IQueryable<Destination> destinations, string? sort) => sort switch
    {
        WebhookDestinationSort.Oldest =>
            destinations.OrderBy(destination => destination.CreatedAt).ThenBy(destination => destination.DestinationNo),
        WebhookDestinationSort.Name =>
            destinations.OrderBy(destination => destination.Name.ToLower()).ThenBy(destination => destination.DestinationNo),
        WebhookDestinationSort.NameDescending =>
            destinations.OrderByDescending(destination => destination.Name.ToLower())
                .ThenByDescending(destination => destination.DestinationNo),
        WebhookDestinationSort.Changed =>
            destinations.OrderByDescending(destination => destination.UpdatedAt).ThenByDescending(destination => destination.DestinationNo),
        _ => destinations,
    };

    public static Task<Destination?> FindDestinationAsync(
        this WebhooksDbContext context, ProjectScope project, string id, CancellationToken cancellationToken) =>
        context.DestinationsOf(project).SingleOrDefaultAsync(destination => destination.Id == id, cancellationToken);

    /// <summary>
    /// The row under a lock, so that two changes at once cannot both take the same next version; null when there is none.
    /// </summary>
    public static Task<Destination?> LockDestinationAsync(
        this WebhooksDbContext context, ProjectScope project, string id, CancellationToken cancellationToken) =>
        context.Destinations
            .FromSql($"select * from destinations where project_no = {project.ProjectNo} and id = {id} and deleted_at is null and kind = 'receiver' for update")
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>Saves a change of a locked destination with new versions of it and of its project.</summary>
    public static async Task SaveChangeAsync(
        this WebhooksDbContext context, Destination destination, DateTimeOffset now, CancellationToken cancellationToken)
    {
        destination.Version++;
        destination.UpdatedAt = now;
        await context.SaveChangesAsync(cancellationToken);
        await context.BumpProjectAsync(destination.ProjectNo, cancellationToken);
    }

    /// <summary>
    /// A new version of the project, which every publish checks; also takes the project's row until the transaction ends.
    /// </summary>
    public static Task<int> BumpProjectAsync(this WebhooksDbContext context, long projectNo, CancellationToken cancellationToken) =>
        context.Projects
        .Where(project => project.ProjectNo == projectNo)
        .ExecuteUpdateAsync(project => project.SetProperty(row => row.Version, row => row.Version + 1), cancellationToken);

    /// <summary>Which of these agents exist; none of them can be deleted until the transaction ends.</summary>
    public static async Task<IReadOnlyList<string>> KeepAgentsAsync(
        this WebhooksDbContext context, ProjectScope project, List<string> agentIds, CancellationToken cancellationToken) =>
        agentIds.Count == 0
            ? []
            : await context.Database
                .SqlQuery<string>($"select id as \"Value\" from agents where project_no = {project.ProjectNo} and id = any({agentIds}) order by agent_no for key share")
                .ToListAsync(cancellationToken);

    /// <summary>The text itself, where a pattern is expected.</summary>
    private static string Literal(string text) => text
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal);
}
