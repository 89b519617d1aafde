using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.History;

namespace Webhooks.Api.Status;

/// <summary>How the service is doing, for those who run it.</summary>
internal static class SystemStatusEndpoints
{
    private const string WorkerIdPrefix = "wrk_";

    public static void MapSystemStatus(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/manage/system", ReadAsync).WithName("GetSystemStatus")
            .WithSummary("How the service is doing: workers, queue, database and cache")
            .WithDescription(
                "Costs the same however much waits. A database or cache that does not answer is part of the answer, not an error.")
            .WithTags("System").Demands(Permission.Administer, Reach.Service);

    private static async Task<Results<Ok<DataResponse<SystemStatusResponse>>, Problem>> ReadAsync(
        SystemStatusReader reader, CancellationToken cancellationToken)
    {
        var status = await reader.ReadAsync(cancellationToken);
        return TypedResults.Ok(new DataResponse<SystemStatusResponse>(new()
        {
            At = status.At,
            Version = status.Version,
            Database = DatabaseOf(status.Database),
            Cache = new(status.Cache.IsConfigured, status.Cache.IsReachable, status.Cache.Latency?.TotalMilliseconds),
            Workers = [.. status.Workers.Select(WorkerOf)],
            Queue = status.Queue is { } queue ? QueueOf(queue) : null,
        }));
    }

    private static SystemDatabase DatabaseOf(DatabaseStatus database) => new()
    {
        Reachable = database.IsReachable,
        Version = database.Facts?.Version,
        SizeBytes = database.Facts?.SizeBytes,
        LatencyMs = database.Latency?.TotalMilliseconds,
        Connections = database.Facts?.Connections,
        MaxConnections = database.Facts?.MaxConnections,
    };

    private static SystemWorker WorkerOf(WorkerStatus worker) => new()
    {
        Id = $"{WorkerIdPrefix}{worker.Id:N}",
        Name = worker.Name,
        StartedAt = worker.StartedAt,
        HeartbeatAt = worker.HeartbeatAt,
        Alive = worker.IsAlive,
        Leased = worker.Held,
    };

    private static SystemQueue QueueOf(QueueStatus queue) => new()
    {
        States = queue.Backlog.States,
        DueNow = queue.Backlog.DueNow,
        Leased = queue.Backlog.States[DeliveryState.Delivering],
        Scheduled = queue.Backlog.Scheduled,
        Held = queue.Backlog.States[DeliveryState.Held],
        Estimated = queue.Backlog.IsEstimate,
        OldestDueAt = queue.OldestDueAt,
        WaitingDestinations = queue.WaitingDestinations,
        AllDestinationsSeen = queue.AllDestinationsSeen,
        DestinationsInTrouble = [.. queue.InTrouble.Select(TroubleOf)],
    };

    private static DestinationInTrouble TroubleOf(TroubleFound found) => new()
    {
        TenantId = found.Destination.TenantId,
        ProjectId = found.Destination.ProjectId,
        DestinationId = found.Destination.DestinationId,
        Name = found.Destination.Name,
        Trouble = found.Trouble,
        Reason = found.Destination.DisabledReason,
        OpenUntil = found.Destination.OpenUntil,
        Waiting = found.Waiting,
        OldestDueAt = found.Destination.OldestDueAt,
        DeliveredLately = found.Destination.DeliveredLately,
        FailedLately = found.Destination.FailedLately,
    };
}
