using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Api.WebhookDestinations;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Events;
using Webhooks.Core.History;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Stats;

/// <summary>Attempts over time for charts, and the ledger that shows that nothing was lost.</summary>
internal static class StatsEndpoints
{
    private const int MaximumPoints = 1_500;
    private const int MinutesShown = 60;
    private const int HoursShown = 24;

    private static readonly TimeSpan LedgerShown = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestLedger = TimeSpan.FromDays(7);

    public static void MapStats(this IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup("/manage/tenants/{tenantId}/projects/{projectId}").WithTags("Stats");
        DescribeSpan(project.MapGet("/stats", OfProjectAsync).WithName("GetStats").WithSummary("Attempts of the project over time"))
            .Demands(Permission.Read, Reach.Project);
        DescribeSpan(project.MapGet("/webhook-destinations/{id}/stats", OfDestinationAsync).WithName("GetDestinationStats")
            .WithSummary("Attempts to a webhook destination over time")).Demands(Permission.Read, Reach.Project);
        project.MapGet("/ledger", LedgerAsync).WithName("GetLedger")
            .WithSummary("Events accepted, destinations matched and deliveries by state: they add up")
            .WithDescription("Events are counted by the minute they were accepted in; the span is widened to full minutes.")
            .WithSpan(
                "Events of this time or later; default 24 hours before until.",
                "Events before this time; default now. At most 7 days after since.")
            .Demands(Permission.Read, Reach.Project);
        project.MapGet("/queue", QueueAsync).WithName("GetQueue").WithSummary("What waits to be delivered now, and for which destinations")
            .WithDescription(
                "The total of the project is exact. Counting stops at 1,000 for each destination, "
                + "at 100,000 for one that is asked for alone.")
            .WithQuery("destinationId", "Only what waits for this destination, or for these: ids separated by commas, at most 100.")
            .Demands(Permission.Read, Reach.Project);
    }

    private static RouteHandlerBuilder DescribeSpan(RouteHandlerBuilder route) => route
        .WithDescription("Percentiles are at most 9.1 % off. There is a point for every step, also where nothing was attempted.")
        .WithSpan(
            "Attempts started at this time or later; default 60 minutes or 24 hours before until.",
            "Attempts started before this time; default now. At most 1,500 steps after since.")
        .WithQuery("step", "minute (default) or hour; the span is widened to whole ones.");

    private static async Task<Results<Ok<DataResponse<StatsResponse>>, Problem>> OfProjectAsync(
        HttpRequest request, RequestScope scope, AttemptStats stats, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (span, problem) = ReadSpan(request, clock);
        return problem is not null ? problem : Answer(await stats.ReadAsync(scope.Project.ProjectNo, null, span, cancellationToken));
    }

    private static async Task<Results<Ok<DataResponse<StatsResponse>>, Problem>> OfDestinationAsync(
        string id, HttpRequest request, RequestScope scope, WebhooksDbContext context, AttemptStats stats, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var (span, problem) = ReadSpan(request, clock);
        if (problem is not null)
        {
            return problem;
        }

        return await context.FindDestinationAsync(scope.Project, id, cancellationToken) is { } destination
            ? Answer(await stats.ReadAsync(scope.Project.ProjectNo, destination.DestinationNo, span, cancellationToken))
            : DestinationResponses.NotFound(id);
    }

    private static async Task<Results<Ok<DataResponse<LedgerResponse>>, Problem>> LedgerAsync(
        HttpRequest request, RequestScope scope, Ledger ledger, TimeProvider clock, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (since, until) = query.Span();
        var to = until ?? clock.GetUtcNow();
        var from = since ?? to - LedgerShown;
        if (to - from > LongestLedger)
        {
            query.Errors.Add(query.SincePointer, "must be at most 7 days before until");
        }

        if (query.Problem is { } problem)
        {
            return problem;
        }

        var span = StatsSpan.Around(from, to, StatsSpan.Minute);
        var sheet = await ledger.ReadAsync(scope.Project.ProjectNo, span.From, span.To, cancellationToken);
        return TypedResults.Ok(new DataResponse<LedgerResponse>(new(
            span.From, span.To, sheet.Accepted, sheet.Unmatched, sheet.Matched, sheet.States, sheet.Deliveries, sheet.Balances,
            sheet.IsEstimate)));
    }

    private static async Task<Results<Ok<DataResponse<QueueResponse>>, Problem>> QueueAsync(
        HttpRequest request, RequestScope scope, QueueCounts queue, WaitingQuota quota, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var ids = (query.Text("destinationId") ?? string.Empty).Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (ids.Length > QueueCounts.MaximumDestinations)
        {
            query.Errors.Add("/destinationId", $"may name at most {QueueCounts.MaximumDestinations} destinations");
        }

        if (query.Problem is { } problem)
        {
            return problem;
        }

        var counts = await queue.CountByDestinationAsync(scope.Project.ProjectNo, ids, cancellationToken);
        var (waiting, isMore) = ids.Length == 0
            ? (await queue.CountAsync(scope.Project.ProjectNo, cancellationToken), false)
            : (counts.Sum(count => count.Waiting), counts.Any(count => count.IsMore));
        return TypedResults.Ok(new DataResponse<QueueResponse>(ToResponse(waiting, isMore, counts, quota.Limit)));
    }

    /// <summary>Agents have a row among the destinations too; what waits for them counts, but they are not shown as destinations.</summary>
    private static QueueResponse ToResponse(long waiting, bool isMore, IReadOnlyList<DestinationCount> counts, long limit) => new(
        waiting,
        isMore,
        counts.FirstOrDefault(count => count.Enabled)?.OldestDueAt,
        [.. counts.Where(count => count.Kind == DestinationKinds.Receiver)
            .Select(count => new QueuedDestination(count.DestinationId, count.Waiting, count.IsMore, !count.Enabled, count.OldestDueAt))],
        limit);

    private static (StatsSpan Span, Problem? Problem) ReadSpan(HttpRequest request, TimeProvider clock)
    {
        var query = new QueryInput(request.Query);
        var (since, until) = query.Span();
        var (step, shown) = query.OneOf("step", StatsStep.All) is StatsStep.Hour
            ? (StatsSpan.Hour, HoursShown)
            : (StatsSpan.Minute, MinutesShown);
        var to = until ?? clock.GetUtcNow();
        var span = StatsSpan.Around(since ?? to - (step * shown), to, step);
        if (span.Points > MaximumPoints)
        {
            query.Errors.Add(
                query.SincePointer, $"must be at most {MaximumPoints} steps before until; ask for hours, or for a shorter span");
        }

        return (span, query.Problem);
    }

    private static Ok<DataResponse<StatsResponse>> Answer(StatsSeries series) => TypedResults.Ok(new DataResponse<StatsResponse>(new(
        series.Span.From,
        series.Span.To,
        series.Span.Step == StatsSpan.Hour ? StatsStep.Hour : StatsStep.Minute,
        PointOf(series.Totals),
        [.. series.Points.Select(PointOf)])));

    private static StatsPoint PointOf(AttemptsOfStep point) => new()
    {
        At = point.At,
        Delivered = point.Delivered,
        Retry = point.Retry,
        Failed = point.Failed,
        Gone = point.Gone,
        P50Ms = point.Percentile(0.5),
        P95Ms = point.Percentile(0.95),
        P99Ms = point.Percentile(0.99),
    };
}
