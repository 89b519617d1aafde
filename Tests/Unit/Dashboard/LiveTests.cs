using System.Globalization;
using System.Net;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.ApiAccess;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Tests.Unit.Dashboard;

public sealed class LiveTests
{
    private static readonly ProjectAddress Scope = new("acme", "shop");

    public static TheoryData<Exception, string> Troubles => new()
    {
        { new WebhooksApiException(HttpStatusCode.NotFound, null), "There is no project shop of tenant acme" },
        { new WebhooksApiException(HttpStatusCode.BadGateway, null), "The service has a problem" },
        { new WebhooksApiException(HttpStatusCode.BadRequest, Problem("/type", "must be one of a, b")), "No such event type." },
        { new WebhooksApiException(HttpStatusCode.BadRequest, Problem("/from", "is no time")), "/from is no time" },
        { new WebhooksApiException(HttpStatusCode.TooManyRequests, null), "Too many requests" },
        { new HttpRequestException("Connection refused (10.0.0.7:5432)"), "cannot be reached" },
        { new TaskCanceledException(), "did not respond in time" },
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
    [InlineData("0.00:05:00", "due in 5 min")]
    [InlineData("-0.00:00:00.4", "due now")]
    [InlineData("-0.00:00:58", "overdue by 58 s")]
    [InlineData("-0.00:02:00", "overdue by 2 min")]
    public void When_it_should_have_been_done_already_it_is_overdue(string distance, string expected)
    {
        var now = new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);

        Assert.Equal(expected, RelativeTime.DescribeDue(now + TimeSpan.Parse(distance, CultureInfo.InvariantCulture), now));
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

    private static ProblemResponse Problem(string place, string detail) => new()
    {
        Code = "bad_request",
        Title = "Bad Request",
        Status = 400,
        Detail = $"{place} {detail}",
        Error = new ProblemError("bad_request", $"{place} {detail}"),
        Errors = [new(place, detail)],
    };
}
