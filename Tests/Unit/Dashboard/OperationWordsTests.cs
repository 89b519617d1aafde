using Webhooks.Client;
using Webhooks.Dashboard.Web.Log;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class OperationWordsTests
{
    [Theory]
    [InlineData(OperationState.Pending, null, 0, 0, "Deliveries are about to be resent.")]
    [InlineData(OperationState.Running, 3000, 1200, 0, "Resending: 1,200 of 3,000 deliveries are due.")]
    [InlineData(OperationState.Succeeded, 1, 1, 0, "1 delivery was made due.")]
    [InlineData(OperationState.Succeeded, 5, 3, 2, "3 deliveries were made due. 2 could not be: each was being sent just then, or its destination was deleted.")]
    [InlineData(OperationState.Cancelled, 9, 4, 0, "Called off after 4 of 9 deliveries were made due.")]
    [InlineData(OperationState.Failed, null, 4, 0, "Given up after 4 deliveries. The log was away.")]
    public void Progress_is_said_in_a_sentence(string state, int? total, int done, int failed, string expected)
    {
        var operation = new OperationResponse
        {
            Id = "op_1",
            Kind = OperationKind.Resend,
            State = state,
            Parameters = new OperationParameters(),
            Progress = new OperationProgress(total, done, failed),
            Error = state == OperationState.Failed ? "The log was away." : null,
            StartedBy = null!, // Not told.
            CreatedAt = default,
            StartedAt = null,
            FinishedAt = null,
        };

        Assert.Equal(expected, OperationWords.Describe(operation));
        Assert.Equal(state is not (OperationState.Pending or OperationState.Running), OperationWords.IsFinal(operation));
    }
}
