using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class LogViewTests
{
    private static readonly ProjectAddress Scope = new("acme", "shop");
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void View_of_deliveries_goes_into_the_address_and_comes_back_whole()
    {
        var view = new DeliveryView
        {
            State = DeliveryState.Failed,
            DestinationId = "crm",
            EventType = "event.created",
            EventId = "evt_1",
            AgentId = "sales & support",
            StatusCode = 503,
            FailureClass = "timeout",
            Text = "all 5 attempts = used up",
            Range = new TimeRange(null, Now, Now.AddHours(1)),
            Cursor = "abc+/=",
        };

        var url = view.UrlIn(Scope);

        Assert.StartsWith("/deliveries?", url, StringComparison.Ordinal);
        Assert.Equal(Scope, ProjectAddress.Of(url));
        Assert.Equal(view, DeliveryView.Of(url));
        Assert.True(DeliveryView.Of(url).IsFiltered);
        Assert.Equal(new DeliveryFilter
        {
            State = view.State,
            DestinationId = view.DestinationId,
            EventType = view.EventType,
            EventId = view.EventId,
            AgentId = view.AgentId,
            StatusCode = view.StatusCode,
            FailureClass = view.FailureClass,
            Text = view.Text,
            From = Now,
            To = Now.AddHours(1),
        }, view.FilterAt(Now.AddDays(9)));
    }

    [Theory]
    [InlineData("/deliveries")]
    [InlineData("/deliveries?state=broken&status=99&failure=rain&last=9y&from=soon&text=%20")]
    [InlineData("/deliveries?status=-503&status=503")]
    [InlineData("/deliveries?tenant=acme&project=shop&cursor=")]
    public void What_an_address_says_that_no_view_has_counts_as_left_out(string url)
    {
        var view = DeliveryView.Of(url);

        Assert.Equal(DeliveryView.All, view);
        Assert.False(view.IsFiltered);
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    [InlineData("perhaps", null)]
    public void View_of_events_goes_into_the_address_and_comes_back_whole(string matched, bool? expected)
    {
        var view = EventView.Of($"/events?type=feedback.created&agent=sales&matched={matched}&last=24h&cursor=x");

        Assert.Equal(expected, view.IsMatched);
        Assert.Equal(view, EventView.Of(view.UrlIn(Scope)));
        Assert.Equal(
            new EventFilter { Type = "feedback.created", AgentId = "sales", Matched = expected, From = Now.AddDays(-1) },
            view.FilterAt(Now));
    }

    [Fact]
    public void Another_page_of_a_view_keeps_its_filter()
    {
        var view = new DeliveryView { State = DeliveryState.Held, Cursor = "older" };

        Assert.Equal(view with { Cursor = "oldest" }, DeliveryView.Of(view.UrlAt(Scope, "oldest")));
        Assert.Equal(view with { Cursor = null }, DeliveryView.Of(view.UrlAt(Scope, null)));
    }

    [Fact]
    public void Stretch_up_to_now_moves_with_the_clock_and_wins_over_moments()
    {
        var range = TimeRange.Of(UrlQuery.Of("/events?last=1h&from=2026-01-01T00:00:00Z"));

        Assert.Equal((Now.AddHours(-1), null), range.At(Now));
        Assert.Equal((Now.AddHours(4), null), range.At(Now.AddHours(5)));
    }
}
