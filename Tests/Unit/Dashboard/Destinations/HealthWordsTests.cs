using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Destinations;

namespace Webhooks.Tests.Unit.Dashboard.Destinations;

/// <summary>What is said of a destination's health.</summary>
public sealed class HealthWordsTests
{
    [Theory]
    [InlineData(DestinationHealthState.Healthy, "good", "Healthy")]
    [InlineData(DestinationHealthState.Failing, "bad", "Failing")]
    [InlineData(DestinationHealthState.Open, "bad", "Circuit open")]
    [InlineData(DestinationHealthState.Disabled, "bad", "Disabled")]
    [InlineData(DestinationHealthState.Paused, "wait", "Paused")]
    [InlineData("a state of tomorrow", "wait", "a state of tomorrow")]
    public void Every_state_has_a_title_and_a_colour(string state, string level, string title)
    {
        var words = HealthWords.Of(Health(0, 0) with { State = state });

        Assert.Equal((level, title), (words.Level, words.Title));
    }

    [Fact]
    public void Why_the_service_disabled_it_is_part_of_the_sentence() =>
        Assert.StartsWith(
            "Disabled by the service: The receiver answered 410 Gone. Deliveries are held",
            HealthWords.Of(Health(0, 1) with { State = DestinationHealthState.Disabled, Reason = "The receiver answered 410 Gone." }).Why,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 0, "No attempts")]
    [InlineData(1, 0, "1 attempt succeeded")]
    [InlineData(0, 1, "1 attempt failed")]
    [InlineData(1200, 0, "All 1,200 attempts succeeded")]
    [InlineData(0, 31, "All 31 attempts failed")]
    [InlineData(12, 88, "88 % of 100 attempts failed")]
    [InlineData(99_999, 1, "0.1 % of 100,000 attempts failed")]
    public void The_share_of_failed_attempts_is_never_rounded_to_none_or_all(long delivered, long failed, string expected) =>
        Assert.Equal(expected, HealthWords.Lately(Health(delivered, failed)));

    [Theory]
    [InlineData(0, null, "None")]
    [InlineData(0, 4, "None (limit 4)")]
    [InlineData(3, null, "3")]
    [InlineData(999, 64, "999 (limit 64)")]
    [InlineData(1000, 128, "1,000+ (limit 128)")]
    public void What_is_in_flight_is_told_with_how_much_may_be(int inFlight, int? concurrency, string expected) =>
        Assert.Equal(expected, HealthWords.InFlight(Health(0, 0) with { InFlight = inFlight, Concurrency = concurrency }));

    private static DestinationHealthResponse Health(long delivered, long failed) =>
        new()
        {
            State = DestinationHealthState.Healthy,
            DeliveredLately = delivered,
            FailedLately = failed,
            ConsecutiveFailures = 0,
            InFlight = 0,
        };
}
