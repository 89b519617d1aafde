using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;
using Webhooks.Dashboard.Web.Operations;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class OperationWordsTests
{
    [Theory]
    [InlineData(OperationState.Pending, null, 0, 0, "Deliveries are about to be resent.")]
    [InlineData(OperationState.Running, 3000, 1200, 0, "Resending: 1,200 of 3,000 deliveries queued.")]
    [InlineData(OperationState.Succeeded, 1, 1, 0, "1 delivery queued for resend.")]
    [InlineData(
        OperationState.Succeeded, 5, 3, 2,
        "3 deliveries queued for resend. 2 could not be queued: in flight, or the destination was deleted.")]
    [InlineData(OperationState.Cancelled, 9, 4, 0, "Stopped after 4 of 9 deliveries were queued.")]
    [InlineData(OperationState.Running, null, 0, 0, "Counting deliveries…")]
    [InlineData(OperationState.Succeeded, 0, 0, 0, "Nothing to send.")]
    [InlineData(OperationState.Failed, null, 4, 0, "Failed after 4 deliveries. The log was away.")]
    public void Progress_is_said_in_a_sentence(string state, int? total, int done, int failed, string expected)
    {
        var operation = Operation(OperationKind.Resend, state, new OperationParameters()) with
        {
            Progress = new OperationProgress(total, done, failed),
            Error = state == OperationState.Failed ? "The log was away." : null,
        };

        Assert.Equal(expected, OperationWords.Describe(operation));
        Assert.Equal(state is not (OperationState.Pending or OperationState.Running), OperationWords.IsFinal(operation));
    }

    [Theory]
    [InlineData(
        OperationKind.Recover, "Deliveries are about to be resent.",
        "Resending: 2 of 3 deliveries queued.", "2 deliveries queued for resend.")]
    [InlineData(
        OperationKind.ReplayMissing, "Missed events are about to be sent.",
        "Sending missed events: 2 of 3 deliveries queued.", "2 deliveries queued.")]
    [InlineData(
        OperationKind.Replay, "The event is about to be replayed.",
        "Replaying the event: 2 of 3 deliveries queued.", "2 deliveries queued.")]
    public void Each_kind_has_words_of_its_own(string kind, string pending, string running, string done)
    {
        var operation = Operation(kind, OperationState.Pending, new OperationParameters());

        Assert.Equal(pending, OperationWords.Describe(operation));
        Assert.Equal(
            running, OperationWords.Describe(operation with { State = OperationState.Running, Progress = new OperationProgress(3, 2, 0) }));
        Assert.Equal(
            done, OperationWords.Describe(operation with { State = OperationState.Succeeded, Progress = new OperationProgress(2, 2, 0) }));
    }

    [Fact]
    public void What_was_asked_for_is_named_and_leads_to_its_deliveries()
    {
        var since = new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);
        var parameters = new OperationParameters { DestinationId = "crm", Since = since, Until = since.AddHours(2) };
        var recovery = Operation(OperationKind.Recover, OperationState.Succeeded, parameters);
        var missing = Operation(OperationKind.ReplayMissing, OperationState.Succeeded, parameters with { Until = null });
        var replay = Operation(OperationKind.Replay, OperationState.Succeeded, new OperationParameters { EventId = "evt_1" });
        var resend = Operation(OperationKind.Resend, OperationState.Succeeded, new OperationParameters { DeliveryCount = 2 });

        Assert.Equal("Failed deliveries from 2026-01-31 09:30 to 2026-01-31 11:30 UTC", OperationWords.Title(recovery));
        Assert.Equal("Missed events since 2026-01-31 09:30 UTC", OperationWords.Title(missing));
        Assert.Equal(
            "Failed deliveries to CRM from 2026-01-31 09:30 to 2026-01-31 11:30 UTC",
            OperationWords.Title(recovery, id => id.ToUpperInvariant()));
        Assert.Equal("Missed events of CRM since 2026-01-31 09:30 UTC", OperationWords.Title(missing, id => id.ToUpperInvariant()));
        Assert.Equal("Resend of 2 selected deliveries", OperationWords.Title(resend));
        Assert.Equal(
            DeliveryView.All with { DestinationId = "crm", Range = new TimeRange(null, since, since.AddHours(2)) },
            OperationWords.ViewOf(recovery));
        Assert.Equal(DeliveryView.All with { EventId = "evt_1" }, OperationWords.ViewOf(replay));
        Assert.Null(OperationWords.ViewOf(resend));
    }

    private static OperationResponse Operation(string kind, string state, OperationParameters parameters) => new()
    {
        Id = "op_1",
        Kind = kind,
        State = state,
        Parameters = parameters,
        Progress = new OperationProgress(null, 0, 0),
        Error = null,
        StartedBy = null!, // Not told.
        CreatedAt = default,
        StartedAt = null,
        FinishedAt = null,
    };
}
