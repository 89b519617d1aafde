using System.Globalization;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Tests.Unit.Dashboard.Destinations;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class DestinationNamesTests
{
    private static readonly ProjectAddress Scope = new("acme", "shop");

    [Fact]
    public async Task Those_beyond_the_first_hundred_are_asked_for_one_by_one_and_once()
    {
        using var api = new AnsweringApi(asked => asked switch
        {
            "GET /webhook-destinations?page=1&limit=100" => Page([.. Enumerable.Range(0, 100).Select(number => Text($"new-{number}"))]),
            "GET /webhook-destinations/old" => new DataResponse<WebhookDestinationResponse>(SampleDestination.Of("old")),
            _ => null,
        });
        var names = new DestinationNames();

        await names.EnsureAsync(api.Client, Scope, ["new-7", "old", "old", "deleted"], CancellationToken.None);
        await names.EnsureAsync(api.Client, Scope, ["new-7", "old", "deleted"], CancellationToken.None);

        Assert.Equal(["NEW-7", "OLD", "deleted"], new[] { "new-7", "old", "deleted" }.Select(names.Of));
        Assert.True(names.MayHaveMore);
        Assert.Equal(3, api.Requests.Count);
    }

    [Fact]
    public async Task Few_are_asked_for_at_a_time_and_the_rest_later()
    {
        using var api = new AnsweringApi(asked => asked.Contains('?', StringComparison.Ordinal)
            ? Page(["crm"])
            : new DataResponse<WebhookDestinationResponse>(SampleDestination.Of(asked.Split('/')[^1])));
        var names = new DestinationNames();
        string[] ids = [.. Enumerable.Range(0, 12).Select(number => Text($"d-{number}"))];

        await names.EnsureAsync(api.Client, Scope, ids, CancellationToken.None);
        Assert.Equal(1 + 10, api.Requests.Count);
        await names.EnsureAsync(api.Client, Scope, ids, CancellationToken.None);

        Assert.Equal(1 + 12, api.Requests.Count);
        Assert.Equal("D-11", names.Of("d-11"));
        Assert.False(names.MayHaveMore);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static PageResponse<WebhookDestinationResponse> Page(string[] ids) =>
        new([.. ids.Select(SampleDestination.Of)], new Pagination(1, 100, ids.Length, 1));
}
