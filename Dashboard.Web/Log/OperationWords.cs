using System.Globalization;
using Webhooks.Client;

namespace Webhooks.Dashboard.Web.Log;

/// <summary>Says in words how far an operation is.</summary>
internal static class OperationWords
{
    /// <summary>Whether nothing more will come of it.</summary>
    public static bool IsFinal(OperationResponse operation) => operation.State is not (OperationState.Pending or OperationState.Running);

    /// <summary>A sentence.</summary>
    public static string Describe(OperationResponse operation)
    {
        var (done, failed) = (Number(operation.Progress.Done), operation.Progress.Failed);
        var total = operation.Progress.Total is { } all ? $" of {Number(all)}" : "";
        var lost = failed == 0 ? "" : $" {Number(failed)} could not be: each was being sent just then, or its destination was deleted.";
        return operation.State switch
        {
            OperationState.Pending => "Deliveries are about to be resent.",
            OperationState.Running => $"Resending: {done}{total} deliveries are due.{lost}",
            OperationState.Succeeded => $"{done} {(operation.Progress.Done == 1 ? "delivery was" : "deliveries were")} made due.{lost}",
            OperationState.Cancelled => $"Called off after {done}{total} deliveries were made due.{lost}",
            _ => $"Given up after {done}{total} deliveries. {operation.Error}",
        };
    }

    private static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
