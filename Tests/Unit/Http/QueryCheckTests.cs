using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Webhooks.Api.Http;
using Webhooks.Contracts;

namespace Webhooks.Tests.Unit.Http;

public sealed class QueryCheckTests
{
    private static readonly DocumentedQuery[] Known =
    [
        new("agentId", "An agent.", IsNumber: false),
        new("since", "A time.", IsNumber: false, "from"),
    ];

    [Theory]
    [InlineData("?agentId=a&since=b")]
    [InlineData("?from=b")]
    [InlineData("?AGENTID=a")]
    [InlineData("")]
    public void Known_parameters_and_other_names_of_them_are_right(string query) => Assert.Empty(Find(query));

    [Theory]
    [InlineData("?agentIds=a", "/agentIds", "is not a parameter here; did you mean agentId?")]
    [InlineData("?status=failed", "/status", "is not a parameter here; known are agentId, since")]
    [InlineData("?agentId=a&agentId=b", "/agentId", "is there more than once; send it once")]
    public void Any_other_is_named(string query, string place, string detail)
    {
        var field = Assert.Single(Find(query));

        Assert.Equal((place, detail), (field.Pointer, field.Detail));
    }

    [Fact]
    public void A_query_of_nothing_but_faults_is_not_answered_with_all_of_them() =>
        Assert.Equal(20, Find("?" + string.Join('&', Enumerable.Range(0, 1_000).Select(number => $"p{number}=1"))).Count);

    [Theory]
    [InlineData("?since=2026-01-31T09:30:00Z&until=2026-01-31T10:30:00Z")]
    [InlineData("?from=2026-01-31T09:30:00Z&to=2026-01-31T10:30:00Z")]
    public void A_span_is_read_under_either_name(string query)
    {
        var input = Input(query);

        var from = new DateTimeOffset(2026, 1, 31, 9, 30, 0, TimeSpan.Zero);
        Assert.Equal((from, from.AddHours(1)), input.Span());
        Assert.Null(input.Problem);
    }

    [Theory]
    [InlineData("?since=x", "/since")]
    [InlineData("?from=x", "/from")]
    [InlineData("?since=2026-01-31T09:30:00Z&from=2026-01-31T09:30:00Z", "/from")]
    [InlineData("?since=2026-01-31T09:30:00Z&until=2025-01-31T09:30:00Z", "/until")]
    [InlineData("?from=2026-01-31T09:30:00Z&to=2025-01-31T09:30:00Z", "/to")]
    [InlineData("?until=1969-12-31T23:59:59Z", "/until")]
    public void A_bad_span_is_refused_under_the_name_that_was_sent(string query, string place)
    {
        var input = Input(query);

        input.Span();

        Assert.Equal(place, Assert.Single(input.Problem!.Errors!).Pointer);
    }

    private static QueryInput Input(string query) => new(new QueryCollection(QueryHelpers.ParseQuery(query)));

    private static IReadOnlyList<ProblemField> Find(string query) =>
        QueryCheck.Find(new QueryCollection(QueryHelpers.ParseQuery(query)), Known);
}
