using System.Globalization;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;

namespace Webhooks.Dashboard.Web.Operations;

/// <summary>Says in words what an operation does and how far it is.</summary>
internal static class OperationWords
{
    /// <summary>Whether nothing more will come of it.</summary>
    public static bool IsFinal(OperationResponse operation) => operation.State is not (OperationState.Pending or OperationState.Running);

    /// <summary>How far it is, as a sentence.</summary>
    public static string Describe(OperationResponse operation)
    {
        var (done, failed) = (Number(operation.Progress.Done), operation.Progress.Failed);
        var total = operation.Progress.Total is { } all ? $" of {Number(all)}" : "";
        var lost = failed == 0 ? "" : $" {Number(failed)} could not be queued: in flight, or the destination was deleted.";
        return operation.State switch
        {
            OperationState.Pending => operation.Kind switch
            {
                OperationKind.ReplayMissing => "Missed events are about to be sent.",
                OperationKind.Replay => "The event is about to be replayed.",
                _ => "Deliveries are about to be resent.",
            },
            OperationState.Running when operation.Progress.Total is null => "Counting deliveries…",
            OperationState.Running => $"{Doing(operation.Kind)}: {done}{total} deliveries queued.{lost}",
            OperationState.Succeeded when operation.Progress is { Done: 0, Failed: 0 } => "Nothing to send.",
            OperationState.Succeeded =>
                $"{done} {(operation.Progress.Done == 1 ? "delivery" : "deliveries")} queued{Purpose(operation.Kind)}.{lost}",
            OperationState.Cancelled => $"Stopped after {done}{total} deliveries were queued.{lost}",
            _ => $"Failed after {done}{total} deliveries. {operation.Error}",
        };
    }

    /// <summary>The title of an operation, such as <c>Failed deliveries to CRM since 2026-01-31 09:30 UTC</c>.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="nameOf">Name of a destination by its id; null = it is clear which one is meant.</param>
    public static string Title(OperationResponse operation, Func<string, string>? nameOf = null)
    {
        var asked = operation.Parameters;
        var name = asked.DestinationId is { } id && nameOf is not null ? nameOf(id) : null;
        return operation.Kind switch
        {
            OperationKind.Recover when asked.Since is { } since =>
                $"Failed deliveries {(name is null ? "" : $"to {name} ")}{RepairSpan.Describe(since, asked.Until)}",
            OperationKind.ReplayMissing when asked.Since is { } since =>
                $"Missed events {(name is null ? "" : $"of {name} ")}{RepairSpan.Describe(since, asked.Until)}",
            OperationKind.Replay => "Replay of an event",
            _ when asked.DeliveryCount is { } count => $"Resend of {Number(count)} selected {(count == 1 ? "delivery" : "deliveries")}",
            _ => "Resend of all matching deliveries",
        };
    }

    /// <summary>The deliveries it is about; null when no view shows just them.</summary>
    public static DeliveryView? ViewOf(OperationResponse operation) => operation.Parameters switch
    {
        { EventId: { } eventId } => DeliveryView.All with { EventId = eventId },
        { DestinationId: { } destinationId } parameters =>
            DeliveryView.All with { DestinationId = destinationId, Range = new TimeRange(null, parameters.Since, parameters.Until) },
        _ => null,
    };

    private static string Purpose(string kind) => kind is OperationKind.Recover or OperationKind.Resend ? " for resend" : "";

    private static string Doing(string kind) => kind switch
    {
        OperationKind.ReplayMissing => "Sending missed events",
        OperationKind.Replay => "Replaying the event",
        _ => "Resending",
    };

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
