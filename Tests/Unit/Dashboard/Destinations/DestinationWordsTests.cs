using Webhooks.Dashboard.Web.Charts;
using Webhooks.Dashboard.Web.Forms;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Tests.Unit.Dashboard.Destinations;

/// <summary>What is said of destinations.</summary>
public sealed class DestinationWordsTests
{
    [Theory]
    [InlineData(0, 0, "–")]
    [InlineData(10, 10, "100 %")]
    [InlineData(0, 10, "0 %")]
    [InlineData(99_999, 100_000, "99.9 %")]
    [InlineData(1, 100_000, "0.1 %")]
    [InlineData(2, 3, "66.7 %")]
    public void A_rate_is_never_rounded_to_all_or_nothing(long good, long all, string expected) =>
        Assert.Equal(expected, Success.RateOf(good, all));

    [Fact]
    public void Errors_are_found_by_the_member_they_lead_into()
    {
        var errors = new FormErrors(
            [new("/eventTypes/0", "must be one of a, b"), new("/headers/X~1Y", "is empty"), new("/other", "is odd")]);

        Assert.Equal(["Must be one of a, b."], errors.For("eventTypes"));
        Assert.Equal(["Is empty."], errors.ForHeader("x/y"));
        Assert.Empty(errors.ForAllHeaders());
        Assert.Equal(["other is odd."], errors.Except(["eventTypes", "headers"]));
        Assert.Equal(["/headers/X~1Y"], errors.Only(new HashSet<string> { "headers" }).Fields.Select(one => one.Pointer));
    }

    [Theory]
    [InlineData("/name", "must not be empty", "Enter a name.")]
    [InlineData("/name", "is required", "Enter a name.")]
    [InlineData("/name", "is too long", "Is too long.")]
    [InlineData("/eventTypes", "must have at least 1 item", "Select at least one event type.")]
    [InlineData("/description", "must not be empty", "Must not be empty.")]
    public void The_usual_errors_say_what_to_do_next(string place, string detail, string expected) =>
        Assert.Equal([expected], new FormErrors([new(place, detail)]).For(FormErrors.MemberOf(place)));

    [Theory]
    [InlineData("/", "1h")]
    [InlineData("/?range=7d#top", "7d")]
    [InlineData("/?range=century", "1h")]
    public void The_range_of_charts_is_in_the_address(string url, string expected)
    {
        var range = ChartRange.Of(url);

        Assert.Equal(expected, range.Key);
        Assert.Equal(range, ChartRange.Of(range.UrlOf("/?tenant=acme")));
    }
}
