using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.Lists;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Events;
using Webhooks.Core.History;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Events;

/// <summary>The log of published events.</summary>
internal static class EventLogEndpoints
{
    public static void MapEventLog(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/manage/tenants/{tenantId}/projects/{projectId}/events").WithTags("Events");
        DescribeFilter(
            group.MapGet("/", ListAsync).WithName("ListEvents").WithSummary("List events with their deliveries, newest first").WithKeyset())
            .WithDescription(
                "A page looks at 10,000 events at most: with a filter that few of them fit it may be short or empty and still have a next one. "
                + "With Accept: text/event-stream the answer is a live tail with the same filters: server-sent events named event, one for every new "
                + "event, resumed by Last-Event-ID; skipped says that there was more than it shows." + RouteDocumentation.Export)
            .Demands(Permission.Read, Reach.Project);
        group.MapGet("/{id}", GetAsync).WithName("GetEvent").WithSummary("Get an event with its payload and deliveries")
            .WithDescription("Shows the body exactly as destinations receive it, and why destinations did not match.")
            .Demands(Permission.Read, Reach.Project);
    }

    private static RouteHandlerBuilder DescribeFilter(RouteHandlerBuilder route) => route
        .WithQuery("type", "Only events of this type.")
        .WithQuery("agentId", "Only this agent's events.")
        .WithSpan("Only events of this time or later.", "Only events before this time.")
        .WithQuery("matched", "true: only events that matched a destination; false: only those that matched none.");

    private static EventQuery ReadFilter(QueryInput input)
    {
        var (from, to) = input.Span();
        return new EventQuery(input.OneOf("type", EventTypes.All), input.Text("agentId"), from, to, input.Flag("matched"));
    }

    private static async Task<Results<Ok<KeysetResponse<EventLogEntry>>, LiveTail, ListExport<EventLogEntry>, Problem>> ListAsync(
        HttpRequest request, RequestScope scope, EventLog events, EventEntries entries, LiveTails tails,
        CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (cursor, limit, filter, form) = (query.Cursor(), query.Limit(), ReadFilter(query), ExportForm.Read(request, query));
        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (LiveTail.IsWanted(request))
        {
            return Follow(request, events, entries, scope.Project.ProjectNo, filter, tails);
        }

        async Task<KeysetPage<EventLogEntry>> ReadAsync(Keyset from, int rows, CancellationToken token)
        {
            var page = await events.ListAsync(scope.Project.ProjectNo, filter, from, rows, token);
            return new KeysetPage<EventLogEntry>(
                await entries.OfAsync(scope.Project.ProjectNo, page.Rows, token), page.Next, page.Previous);
        }

        return form is null
            ? TypedResults.Ok((await ReadAsync(cursor, limit, cancellationToken)).ToResponse(static entry => entry))
            : new ListExport<EventLogEntry>(tails, form, "events", cursor, ReadAsync);
    }

    private static LiveTail Follow(
        HttpRequest request, EventLog events, EventEntries entries, long projectNo, EventQuery filter, LiveTails tails)
    {
        var now = tails.Clock.GetUtcNow();
        var tail = new EventTail(events, projectNo, filter, LiveTail.ResumeFrom(request, now) ?? EventTime.Truncate(now));
        return new LiveTail(tails, "event", async (at, token) =>
        {
            var found = await tail.PollAsync(at, token);
            return new TailPoll<object>([.. await entries.OfAsync(projectNo, found.Rows, token)], found.Skipped);
        });
    }

    private static async Task<Results<Ok<DataResponse<EventLogDetail>>, Problem>> GetAsync(
        string id, RequestScope scope, EventLog events, EventEntries entries, KeptRecords kept, CancellationToken cancellationToken) =>
        !id.Contains('\0', StringComparison.Ordinal) && await events.FindAsync(scope.Project.ProjectNo, id, cancellationToken) is { } stored
            ? TypedResults.Ok(new DataResponse<EventLogDetail>(await entries.OfAsync(scope.Project.ProjectNo, stored, cancellationToken)))
            : kept.EventNotFound(id);
}
