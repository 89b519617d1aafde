using Webhooks.Core.Sending;

namespace Webhooks.Tests.Unit.Sending;

public sealed class RetryWaitsTests
{
    [Fact]
    public void Standard_is_three_attempts_with_waits_of_2_and_4_seconds()
    {
        Assert.Equal(3, RetryWaits.Standard.MaxAttempts);
        Assert.Equal([2, 4], RetryWaits.Standard.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(2, "00:00:05")]
    [InlineData(3, "00:05:05")]
    [InlineData(4, "00:35:05")]
    [InlineData(5, "02:35:05")]
    [InlineData(9, "2.03:35:05")]
    [InlineData(10, "3.03:35:05")]
    public void Persistent_follows_the_ladder_of_the_specification(int attempt, string sinceStart)
    {
        var sum = RetryWaits.Persistent.Waits.Take(attempt - 1).Aggregate(TimeSpan.Zero, (total, wait) => total + wait);

        Assert.Equal(TimeSpan.Parse(sinceStart, System.Globalization.CultureInfo.InvariantCulture), sum);
        Assert.Equal(10, RetryWaits.Persistent.MaxAttempts);
        Assert.Equal(RetryWaits.Persistent.Waits.Order(), RetryWaits.Persistent.Waits);
    }

    [Theory]
    [InlineData("standard")]
    [InlineData("persistent")]
    [InlineData("1")]
    [InlineData("1,60,604800")]
    [InlineData("1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1")]
    public void Storage_form_reads_back(string text)
    {
        var parsed = RetryWaits.Parse(text);

        Assert.True(parsed.IsValid, parsed.Error);
        Assert.Equal(text, parsed.Value.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Standard")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("604801")]
    [InlineData("99999999999999999999")]
    [InlineData("1.5")]
    [InlineData("1,")]
    [InlineData("1, 2")]
    [InlineData("1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1")]
    public void Anything_else_is_refused_with_a_reason(string? text)
    {
        var parsed = RetryWaits.Parse(text);

        Assert.False(parsed.IsValid);
        Assert.StartsWith("must ", parsed.Error);
    }

    [Fact]
    public void The_waits_of_a_custom_policy_add_up_to_14_days_at_most()
    {
        var week = TimeSpan.FromDays(7);

        Assert.True(RetryWaits.Custom([week, week]).IsValid);
        Assert.Equal(
            "must have waits that add up to at most 14 days (1209600 seconds)",
            RetryWaits.Custom([week, week - TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)]).Error);
    }

    [Theory]
    [InlineData("604800,604800,604800,604800", "604800,604800")]
    [InlineData("604800,604799,2,1", "604800,604799")]
    [InlineData("1,604800,604799,1", "1,604800,604799")]
    public void What_was_stored_before_that_limit_ends_when_the_14_days_are_used_up(string stored, string cut)
    {
        var parsed = RetryWaits.Parse(stored);

        Assert.True(parsed.IsValid, parsed.Error);
        Assert.Equal(cut, parsed.Value.ToString());
    }

    [Fact]
    public void Custom_waits_are_whole_seconds()
    {
        Assert.False(RetryWaits.Custom([TimeSpan.FromMilliseconds(1500)]).IsValid);
        Assert.False(RetryWaits.Custom([]).IsValid);
    }

    [Fact]
    public void Policies_with_the_same_waits_are_equal_and_have_one_text_form()
    {
        var custom = RetryWaits.Custom([TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)]).Value;

        Assert.Equal(RetryWaits.Standard, custom);
        Assert.Equal(RetryWaits.Standard.GetHashCode(), custom?.GetHashCode());
        Assert.Equal("standard", custom?.ToString());
        Assert.NotEqual(RetryWaits.Standard, RetryWaits.Persistent);
    }

    [Fact]
    public void A_policy_does_not_change_with_the_list_it_was_made_from()
    {
        TimeSpan[] waits = [TimeSpan.FromSeconds(9)];
        var policy = RetryWaits.Custom(waits).Value;

        waits[0] = TimeSpan.Zero;

        Assert.Equal("9", policy?.ToString());
    }
}
