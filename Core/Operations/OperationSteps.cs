using Webhooks.Contracts;

namespace Webhooks.Core.Operations;

/// <summary>The state of an operation after a turn.</summary>
internal static class OperationSteps
{
    /// <summary>After a part was counted: on to the next, or back to the beginning for the work itself.</summary>
    public static (OpenOperation Operation, string State) Counted(OpenOperation operation, OperationPart part)
    {
        if (part.Impossible is not null)
        {
            return (operation, OperationState.Failed);
        }

        var counted = operation.Counted + part.Deliveries.Count;
        var done = part.Next is null;
        return (operation with
        {
            Counted = counted,
            Place = part.Next,
            Progress = done ? operation.Progress with { Total = counted } : operation.Progress,
        }, done && counted == 0 ? OperationState.Succeeded : OperationState.Running);
    }

    /// <summary>
    /// After a part was worked on. Deliveries selected while counting may not be selected any more, so at its end an operation has worked
    /// on all that were left.
    /// </summary>
    public static (OpenOperation Operation, string State) Worked(OpenOperation operation, OperationPart part, int due)
    {
        if (part.Impossible is not null)
        {
            return (operation, OperationState.Failed);
        }

        var progress = operation.Progress with
        {
            Done = operation.Progress.Done + due,
            Failed = operation.Progress.Failed + part.Deliveries.Count - due,
        };
        var dealtWith = progress.Done + progress.Failed;
        var isOver = part.Next is null;
        // There can also be more than were counted: a delivery that was not selected then may have failed since.
        progress = progress with { Total = isOver || dealtWith > progress.Total ? dealtWith : progress.Total };
        return (operation with { Place = part.Next, Progress = progress }, isOver ? OperationState.Succeeded : OperationState.Running);
    }
}
