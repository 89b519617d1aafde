using System.Globalization;
using System.Net;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Dashboard.Web;
using Webhooks.Dashboard.Web.Live;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class LiveTests
{
    private static readonly ProjectScope Scope = new("acme", "shop");

    public static TheoryData<Exception, string> Troubles => new()
    {
        { new WebhooksApiException(HttpStatusCode.NotFound, null), "There is no project shop of tenant acme" },
        { new WebhooksApiException(HttpStatusCode.BadGateway, null), "The service has a problem" },
        { new WebhooksApiException(HttpStatusCode.TooManyRequests, null), "fewer requests" },
        { new HttpRequestException("Connection refused (10.0.0.7:5432)"), "cannot be reached" },
        { new TaskCanceledException(), "does not answer in time" },
        { new JsonException("at $.data[3]"), "does not understand" },
    };

    [Theory]
    [InlineData("0.00:00:00.4", "now")]
    [InlineData("-0.00:00:00.4", "now")]
    [InlineData("-0.00:00:01", "1 s ago")]
    [InlineData("-0.00:00:59.9", "59 s ago")]
    [InlineData("0.00:05:00", "in 5 min")]
    [InlineData("-0.23:59:59", "23 h ago")]
    [InlineData("3.02:00:00", "in 3 d")]
    public void Distance_in_time_is_said_in_the_largest_unit_that_fits(string distance, string expected)
    {
        var now = new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

        Assert.Equal(expected, RelativeTime.Describe(now + TimeSpan.Parse(distance, CultureInfo.InvariantCulture), now));
    }

    [Theory]
    [MemberData(nameof(Troubles))]
    public void Failure_of_the_api_is_told_in_words_without_its_innards(Exception failure, string expected)
    {
        var told = ApiTrouble.Describe(failure, Scope);

        Assert.Contains(expected, told, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.7", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Bug_of_the_dashboard_is_not_passed_off_as_trouble_of_the_api() =>
        Assert.Null(ApiTrouble.Describe(new InvalidOperationException(), Scope));
}
