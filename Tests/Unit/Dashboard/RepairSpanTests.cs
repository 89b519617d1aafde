using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;
using Webhooks.Dashboard.Web.Operations;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class RepairSpanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Last_so_long_ends_now_and_one_of_ones_own_where_it_says()
    {
        Assert.Equal((new RepairSpan(Now.AddDays(-7), null), null), RepairSpan.Of(new TimeRange("7d"), Now));
        Assert.Equal(
            (new RepairSpan(Now.AddHours(-2), Now.AddHours(-1)), null),
            RepairSpan.Of(new TimeRange(null, Now.AddHours(-2), Now.AddHours(-1)), Now));
        Assert.Equal("since 2026-01-24 09:30 UTC", RepairSpan.Of(new TimeRange("7d"), Now).Span?.Describe());
    }

    [Theory]
    [InlineData(null, -1, "Select a time range, or enter when it begins.")]
    [InlineData(0, null, "The time range must begin in the past.")]
    [InlineData(-2, -2, "The time range must end after it begins.")]
    public void What_is_no_time_is_refused_in_words(int? from, int? to, string expected)
    {
        var (span, refusal) = RepairSpan.Of(new TimeRange(null, At(from), At(to)), Now);

        Assert.Null(span);
        Assert.Equal(expected, refusal);

        static DateTimeOffset? At(int? hours) => hours is { } some ? Now.AddHours(some) : null;
    }

    [Fact]
    public void One_of_ones_own_begins_where_the_usual_one_does()
    {
        Assert.Equal(new TimeRange(null, Now.AddDays(-1)), RepairSpan.Completed(TimeRange.All, Now));
        Assert.Equal(new TimeRange("1h"), RepairSpan.Completed(new TimeRange("1h"), Now));
    }

    [Fact]
    public async Task What_was_given_up_for_a_destination_is_counted_over_both_of_its_states()
    {
        using var api = new AnsweringApi(asked => asked.Contains("state=failed", StringComparison.Ordinal)
            ? new KeysetResponse<DeliveryResponse>([], "more", null)
            : new KeysetResponse<DeliveryResponse>([], null, null));

        Assert.Equal(
            (0, true),
            await new RepairSpan(Now, null)
                .CountGivenUpAsync(api.Client, new ProjectAddress("acme", "shop"), "crm", CancellationToken.None));
        Assert.All(api.Requests, asked => Assert.Contains("destinationId=crm", asked, StringComparison.Ordinal));
        Assert.Equal(["expired", "failed"], api.Requests.Select(asked => asked.Split("state=")[1].Split('&')[0]).Order());
    }

    [Theory]
    [InlineData(1, false, "1 delivery that failed or expired since 2026-01-31 09:30 UTC is resent.")]
    [InlineData(12, false, "12 deliveries that failed or expired since 2026-01-31 09:30 UTC are resent.")]
    [InlineData(100, true, "100+ deliveries that failed or expired since 2026-01-31 09:30 UTC are resent.")]
    [InlineData(0, true, "Each delivery that failed or expired since 2026-01-31 09:30 UTC is resent.")]
    public void How_many_are_sent_once_more_is_said_as_far_as_they_are_counted(int count, bool isMore, string expected) =>
        Assert.Equal(expected, new RepairSpan(Now, null).DescribeGivenUp(count, isMore));

    [Theory]
    [InlineData(1, false, "Resend 1 delivery")]
    [InlineData(12, false, "Resend 12 deliveries")]
    [InlineData(100, true, "Resend 100+ deliveries")]
    [InlineData(0, true, "Resend failed")]
    public void The_button_says_how_many_are_resent(int count, bool isMore, string expected) =>
        Assert.Equal(expected, RepairSpan.Button(count, isMore));
}
