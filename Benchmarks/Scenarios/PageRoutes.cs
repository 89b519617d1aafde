using System.Globalization;
using Npgsql;
using Webhooks.Benchmarks.Rigging;
using Webhooks.Contracts;
using Webhooks.Core.Keys;

namespace Webhooks.Benchmarks.Scenarios;

/// <summary>A page that is asked for: a name for the report, and the address below the Api.</summary>
internal sealed record PageRoute(string Name, string Path);

/// <summary>Every list, search and chart of the API, with each of its filters, and one of each thing that a list leads to.</summary>
internal static class PageRoutes
{
    public static async Task<IReadOnlyList<PageRoute>> ListAsync(
        Rig rig, BenchTenant tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = await ReadIdsAsync(rig, tenant, cancellationToken);
        var project = $"manage/tenants/{tenant.Id}/projects/{tenant.Id}";
        var (dayAgo, twoDaysAgo, sixDaysAgo) = (Text(now.AddDays(-1)), Text(now.AddDays(-2)), Text(now.AddDays(-6)));
        var deliveries = $"{project}/deliveries";
        var events = $"{project}/events";
        var destination = $"{project}/webhook-destinations/destination-2";
        var trigger = $"{project}/agents/agent/triggers/trigger";
        return
        [
            new("deliveries", deliveries),
            new("deliveries_100", $"{deliveries}?limit=100"),
            .. DeliveryState.All.Select(state => new PageRoute($"deliveries_state_{state}", $"{deliveries}?state={state}")),
            new("deliveries_destination", $"{deliveries}?destinationId=destination-2"),
            new("deliveries_destination_failed", $"{deliveries}?destinationId=destination-2&state=failed"),
            new("deliveries_type", $"{deliveries}?eventType=conversation.updated"),
            new("deliveries_type_none", $"{deliveries}?eventType=feedback.created"),
            new("deliveries_agent", $"{deliveries}?agentId=agent-3"),
            new("deliveries_event", $"{deliveries}?eventId={ids.Event}"),
            new("deliveries_span", $"{deliveries}?from={twoDaysAgo}&to={dayAgo}"),
            new("deliveries_status", $"{deliveries}?statusCode=500"),
            new("deliveries_status_none", $"{deliveries}?statusCode=418"),
            new("deliveries_failure", $"{deliveries}?failureClass=http"),
            new("deliveries_failure_none", $"{deliveries}?failureClass=tls"),
            new("deliveries_text_event", $"{deliveries}?text={ids.Event}"),
            new("deliveries_text_name", $"{deliveries}?text=destination-42"),
            new("deliveries_text_reason", $"{deliveries}?text=no%20attempt%20is%20left"),
            new("deliveries_text_none", $"{deliveries}?text=nothing-like-this"),
            new("delivery", $"{deliveries}/{ids.Delivery}"),
            new("events", events),
            new("events_type", $"{events}?type=conversation.created"),
            new("events_type_none", $"{events}?type=feedback.created"),
            new("events_agent", $"{events}?agentId=agent-3"),
            new("events_matched", $"{events}?matched=true"),
            new("events_unmatched", $"{events}?matched=false"),
            new("events_span", $"{events}?from={twoDaysAgo}&to={dayAgo}"),
            new("event", $"{events}/{ids.Event}"),
            new("stats_minutes", $"{project}/stats"),
            new("stats_minutes_day", $"{project}/stats?from={dayAgo}&to={Text(now)}"),
            new("stats_hours", $"{project}/stats?step=hour&from={sixDaysAgo}&to={Text(now)}"),
            new("destination_stats_minutes", $"{destination}/stats?from={dayAgo}&to={Text(now)}"),
            new("destination_stats_hours", $"{destination}/stats?step=hour&from={sixDaysAgo}&to={Text(now)}"),
            new("ledger", $"{project}/ledger"),
            new("ledger_week", $"{project}/ledger?from={sixDaysAgo}&to={Text(now)}"),
            new("queue", $"{project}/queue"),
            new("queue_destination", $"{project}/queue?destinationId=destination-2"),
            new("system", "manage/system"),
            new("destinations", $"{project}/webhook-destinations"),
            new("destinations_search", $"{project}/webhook-destinations?search=42"),
            new("destinations_enabled", $"{project}/webhook-destinations?enabled=true&eventType=event.created"),
            new("destination", destination),
            new("destination_health", $"{destination}/health"),
            new("conversations", $"{project}/conversations"),
            new("conversation", $"{project}/conversations/conversation-7"),
            new("messages", $"{project}/conversations/conversation-7/messages"),
            new("invocations", $"{trigger}/invocations"),
            new("invocations_failed", $"{trigger}/invocations?status=failed"),
            new("invocations_pending", $"{trigger}/invocations?status=pending"),
            new("invocations_span", $"{trigger}/invocations?from={twoDaysAgo}&to={dayAgo}"),
            new("triggers", $"{project}/agents/agent/triggers"),
            new("project_triggers", $"{project}/triggers"),
            new("agents", $"{project}/agents"),
            new("operations", $"{project}/operations"),
            new("event_types", $"{project}/event-types"),
            new("project_members", $"{project}/members"),
            new("audit", $"manage/tenants/{tenant.Id}/audit"),
            new("audit_action", $"manage/tenants/{tenant.Id}/audit?action=agent.create"),
            new("audit_action_none", $"manage/tenants/{tenant.Id}/audit?action=tenant.delete"),
            new("audit_actor", $"manage/tenants/{tenant.Id}/audit?actorId=key-3"),
            new("audit_span", $"manage/tenants/{tenant.Id}/audit?from={twoDaysAgo}&to={dayAgo}"),
            new("audit_all", "manage/audit"),
            new("tenants", "manage/tenants"),
            new("projects", $"manage/tenants/{tenant.Id}/projects"),
            new("api_keys", $"manage/tenants/{tenant.Id}/api-keys"),
            new("members", $"manage/tenants/{tenant.Id}/members"),
            new("invitations", $"manage/tenants/{tenant.Id}/invitations"),
        ];
    }

    /// <summary>Of the middle of the history, so that no page is only found because it is new.</summary>
    private static async Task<(string Event, string Delivery)> ReadIdsAsync(
        Rig rig, BenchTenant tenant, CancellationToken cancellationToken)
    {
        await using var command = rig.Database.Source.CreateCommand(
            "select event_id, destination_no from deliveries where project_no = $1 and event_id >= uuid_at(now() - interval '3 days') order by event_id limit 1");
        command.Parameters.Add(new NpgsqlParameter { Value = tenant.ProjectNo });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (PublicId.ForEvent(reader.GetGuid(0)), PublicId.ForDelivery(reader.GetGuid(0), reader.GetInt64(1)))
            : throw new BenchException("There is no history.");
    }

    private static string Text(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:00.000'Z'", CultureInfo.InvariantCulture);
}
