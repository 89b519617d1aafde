using Webhooks.Core.History;

namespace Webhooks.Tests.Unit.History;

public sealed class TroubleRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 12, 14, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, null, 1, 0, 0, null)]
    [InlineData(true, null, 59, 500, 0, null)]
    [InlineData(true, null, 60, 500, 0, TroubleRules.Behind)]
    [InlineData(true, null, -600, 0, 0, null)]
    [InlineData(true, null, 1, 0, 1, TroubleRules.Failing)]
    [InlineData(true, null, 1, 10, 9, null)]
    [InlineData(true, null, 1, 10, 10, TroubleRules.Failing)]
    [InlineData(true, null, 600, 0, 5, TroubleRules.Failing)]
    [InlineData(false, null, 600, 0, 5, null)]
    [InlineData(true, null, 600, 0, 5, TroubleRules.Open, true)]
    [InlineData(true, null, -600, 10, 0, TroubleRules.Open, true)]
    [InlineData(false, null, 600, 0, 5, null, true)]
    [InlineData(false, "The receiver answered 410 Gone.", 0, 0, 0, TroubleRules.Disabled)]
    public void A_destination_is_in_trouble_when_it_fails_waits_or_was_paused_by_the_service(
        bool enabled, string? disabledReason, int dueSecondsAgo, long delivered, long failed, string? trouble, bool isOpen = false) =>
        Assert.Equal(trouble, TroubleRules.Find(
            new WaitingAtDestination
            {
                DestinationNo = 1,
                TenantId = "tenant",
                ProjectId = "project",
                DestinationId = "destination",
                Name = "Receiver",
                IsEnabled = enabled,
                DisabledReason = disabledReason,
                OpenUntil = isOpen ? Now.AddSeconds(30) : null,
                OldestDueAt = Now.AddSeconds(-dueSecondsAgo),
                DeliveredLately = delivered,
                FailedLately = failed,
            },
            Now));
}
