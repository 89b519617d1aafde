using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Destinations;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Tests.Unit.Dashboard.Destinations;

public sealed class DestinationListViewTests
{
    private static readonly ProjectAddress Scope = new("acme", "shop");

    [Fact]
    public void What_is_shown_goes_into_the_address_and_comes_back_from_it()
    {
        var view = new DestinationListView
        {
            Search = "a & b",
            IsActive = false,
            EventType = "event.created",
            Sort = WebhookDestinationSort.NameDescending,
            Page = 3,
        };

        var url = view.UrlIn(Scope);

        Assert.Equal("/destinations?tenant=acme&project=shop&q=a%20%26%20b&status=paused&type=event.created&sort=-name&page=3", url);
        Assert.Equal(view, DestinationListView.Of(url));
        Assert.Equal(new DestinationListView(), DestinationListView.Of(new DestinationListView().UrlIn(Scope)));
    }

    [Theory]
    [InlineData("?page=0&sort=url&status=maybe")]
    [InlineData("?page=-1&page=x")]
    [InlineData("?page=99999999999")]
    public void An_address_that_says_nothing_sensible_shows_the_usual(string query) =>
        Assert.Equal(new DestinationListView(), DestinationListView.Of("/destinations" + query));

    [Fact]
    public void Only_what_is_set_is_asked_of_the_api()
    {
        Assert.Equal(new WebhookDestinationFilter(), new DestinationListView().Filter);
        Assert.Equal(
            new WebhookDestinationFilter { Search = "crm", Enabled = true, Sort = WebhookDestinationSort.Name },
            new DestinationListView { Search = "crm", Sort = WebhookDestinationSort.Name }.WithStatus("active").Filter);
    }
}
