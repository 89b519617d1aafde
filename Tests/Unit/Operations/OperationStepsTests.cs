using Webhooks.Contracts;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;

namespace Webhooks.Tests.Unit.Operations;

public sealed class OperationStepsTests
{
    private static readonly Keyset Somewhere = new(Guid.AllBitsSet, 7, Backwards: true);

    [Fact]
    public void Counting_goes_on_where_the_part_ended()
    {
        var (after, state) = OperationSteps.Counted(Open(counted: 30), Part(12, Somewhere));

        Assert.Equal((OperationState.Running, 42, Somewhere, null), (state, after.Counted, after.Place, after.Progress.Total));
    }

    [Fact]
    public void When_all_is_counted_the_work_begins_at_the_beginning()
    {
        var (after, state) = OperationSteps.Counted(Open(counted: 30) with { Place = Somewhere }, Part(12, null));

        Assert.Equal((OperationState.Running, null, 42), (state, after.Place, after.Progress.Total));
    }

    [Fact]
    public void Nothing_selected_is_a_success_at_once() =>
        Assert.Equal(OperationState.Succeeded, OperationSteps.Counted(Open(), Part(0, null)).State);

    [Fact]
    public void An_empty_part_is_not_the_end() =>
        Assert.Equal(OperationState.Running, OperationSteps.Worked(Open(total: 5), Part(0, Somewhere), 0).State);

    [Theory]
    [InlineData(10, 10, 0, 10)] // All of it.
    [InlineData(10, 7, 3, 10)] // Some could not be made due.
    public void What_could_not_be_made_due_has_failed(int found, int due, int failed, int total)
    {
        var (after, state) = OperationSteps.Worked(Open(total), Part(found, null), due);

        Assert.Equal((OperationState.Succeeded, new OperationProgress(total, due, failed)), (state, after.Progress));
    }

    [Theory]
    [InlineData(20, 12, false, 20)] // More to come.
    [InlineData(20, 12, true, 12)] // Eight are not selected any more.
    [InlineData(10, 12, false, 12)] // More than were counted.
    public void The_total_is_what_there_turns_out_to_be(int counted, int found, bool isOver, int total) =>
        Assert.Equal(total, OperationSteps.Worked(Open(counted), Part(found, isOver ? null : Somewhere), found).Operation.Progress.Total);

    [Fact]
    public void What_is_impossible_fails_and_keeps_its_progress()
    {
        var open = Open(total: 20) with { Progress = new OperationProgress(20, 10, 0), Place = Somewhere };

        Assert.Equal((open, OperationState.Failed), OperationSteps.Worked(open, OperationPart.DestinationDeleted, 0));
        Assert.Equal((open, OperationState.Failed), OperationSteps.Counted(open, OperationPart.DestinationDeleted));
    }

    private static OpenOperation Open(int? total = null, int counted = 0) =>
        new(1, 1, Guid.AllBitsSet, OperationKind.Resend, new OperationSelection(), null, counted, new OperationProgress(total, 0, 0));

    private static OperationPart Part(int deliveries, Keyset? next) =>
        new([.. Enumerable.Range(1, deliveries).Select(number => new DeliveryKey(Guid.Empty, number))], next);
}
