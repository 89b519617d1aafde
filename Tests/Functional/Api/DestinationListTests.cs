using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api;

public sealed class DestinationListTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly Uri Url = new("https://example.com/hooks");

    [Fact]
    public async Task An_empty_list_has_no_pages()
    {
        var project = await application.CreateProjectAsync();

        var page = await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId);

        Assert.Empty(page.Data);
        Assert.Equal(new Pagination(1, 10, 0, 0), page.Pagination);
    }

    [Fact]
    public async Task Pages_run_from_the_newest_to_the_oldest()
    {
        var project = await application.CreateProjectAsync();
        foreach (var id in new[] { "a", "b", "c" })
        {
            await project.CreateDestinationAsync(Url, request => request with { Id = id });
        }

        var first = await ListAsync(project, page: 1, limit: 2);
        var second = await ListAsync(project, page: 2, limit: 2);
        var third = await ListAsync(project, page: 3, limit: 2);

        Assert.Equal(["c", "b"], first.Data.Select(destination => destination.Id));
        Assert.Equal(["a"], second.Data.Select(destination => destination.Id));
        Assert.Empty(third.Data);
        Assert.Equal(new Pagination(1, 2, 3, 2), first.Pagination);
        Assert.Equal(new Pagination(3, 2, 3, 2), third.Pagination);
    }

    [Fact]
    public async Task Without_a_limit_a_page_has_ten_rows()
    {
        var project = await application.CreateProjectAsync();
        await Task.WhenAll(Enumerable.Range(0, 11).Select(_ => project.CreateDestinationAsync(Url)));

        var page = await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId);

        Assert.Equal(10, page.Data.Count);
        Assert.Equal(new Pagination(1, 10, 11, 2), page.Pagination);
    }

    [Fact]
    public async Task The_filter_by_agent_shows_what_gets_its_events_scoped_or_not()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateAgentAsync("first");
        await project.CreateAgentAsync("second");
        await project.CreateDestinationAsync(Url, request => request with { Id = "all" });
        await project.CreateDestinationAsync(Url, request => request with { Id = "only-first", AgentIds = ["first"] });
        await project.CreateDestinationAsync(Url, request => request with { Id = "only-second", AgentIds = ["second"] });

        var ofFirst = await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId, "first");
        var ofNobody = await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId, "unknown");

        Assert.Equal(["only-first", "all"], ofFirst.Data.Select(destination => destination.Id));
        Assert.Equal(2, ofFirst.Pagination.Total);
        Assert.Equal(["all"], ofNobody.Data.Select(destination => destination.Id));
    }

    [Fact]
    public async Task Filters_by_state_type_and_text_go_together()
    {
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(Url, request => request with { Id = "a", Enabled = false });
        await project.CreateDestinationAsync(Url, request => request with { Id = "b", EventTypes = ["feedback.created"] });
        await project.CreateDestinationAsync(
            Url,
            request => request with { Id = "c", Name = "Special", EventTypes = ["feedback.created", "event.created"], Enabled = false });

        Assert.Equal(["c", "a"], await FindAsync(project, new() { Enabled = false }));
        Assert.Equal(["b"], await FindAsync(project, new() { Enabled = true }));
        Assert.Equal(["c", "b", "a"], await FindAsync(project, new() { EventType = "feedback.created" }));
        Assert.Equal(["c", "a"], await FindAsync(project, new() { EventType = "event.created" }));
        Assert.Equal(["c"], await FindAsync(project, new() { EventType = "event.created", Enabled = false, Search = "SPECIAL" }));
        Assert.Empty(await FindAsync(project, new() { EventType = "conversation.created", Search = "special" }));
    }

    [Theory]
    [InlineData("CRM", "name")]
    [InlineData("the sales team", "description")]
    [InlineData("FIND.example.org", "url")]
    [InlineData("ID-to-find", "id-to-find")]
    [InlineData("100%", "percent")]
    [InlineData("under_score", "underscore")]
    [InlineData(@"back\slash", "backslash")]
    [InlineData("productio", "tagged")]
    public async Task A_search_finds_text_in_every_place_people_look_whatever_its_case(string search, string expected)
    {
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(Url, request => request with { Id = "name", Name = "Our crm" });
        await project.CreateDestinationAsync(Url, request => request with { Id = "description", Description = "For The Sales Team" });
        await project.CreateDestinationAsync(new Uri("https://find.example.org/"), request => request with { Id = "url" });
        await project.CreateDestinationAsync(Url, request => request with { Id = "id-to-find" });
        await project.CreateDestinationAsync(Url, request => request with { Id = "percent", Name = "100% of it" });
        await project.CreateDestinationAsync(Url, request => request with { Id = "no-percent", Name = "1000 of it" });
        await project.CreateDestinationAsync(Url, request => request with { Id = "underscore", Name = "under_score" });
        await project.CreateDestinationAsync(Url, request => request with { Id = "no-underscore", Name = "underXscore" });
        await project.CreateDestinationAsync(Url, request => request with { Id = "backslash", Name = @"back\slash" });
        await project.CreateDestinationAsync(Url, request => request with { Id = "tagged", Tags = ["eu", "Production"] });

        Assert.Equal([expected], await FindAsync(project, new() { Search = search }));
    }

    [Theory]
    [InlineData(null, "d c b a")]
    [InlineData(WebhookDestinationSort.Newest, "d c b a")]
    [InlineData(WebhookDestinationSort.Oldest, "a b c d")]
    [InlineData(WebhookDestinationSort.Name, "b a c d")]
    [InlineData(WebhookDestinationSort.NameDescending, "d c a b")]
    [InlineData(WebhookDestinationSort.Changed, "b d c a")]
    public async Task The_order_can_be_chosen(string? sort, string expected)
    {
        var project = await application.CreateProjectAsync();
        foreach (var (id, name) in new[] { ("a", "beta"), ("b", "Alpha"), ("c", "gamma"), ("d", "Gamma") })
        {
            await project.CreateDestinationAsync(Url, request => request with { Id = id, Name = name });
        }

        await project.UpdateDestinationAsync("b", new() { Description = "changed" });

        Assert.Equal(expected.Split(' '), await FindAsync(project, new() { Sort = sort }));
    }

    [Theory]
    [InlineData("sort=url", "/sort")]
    [InlineData("enabled=yes", "/enabled")]
    [InlineData("eventType=order.paid", "/eventType")]
    [InlineData("search=%00", "/search")]
    public async Task A_bad_filter_is_refused(string query, string place)
    {
        var project = await application.CreateProjectAsync();

        using var response = await project.Http.GetAsync($"{project.DestinationsPath}?{query}");

        await response.AssertRefusedAtAsync(place);
    }

    [Fact]
    public async Task A_project_lists_its_own_destinations_only()
    {
        var project = await application.CreateProjectAsync();
        var other = await application.CreateProjectAsync();
        await other.CreateDestinationAsync(Url);
        await project.CreateDestinationAsync(Url, request => request with { Id = "mine" });

        Assert.Equal("mine", Assert.Single((await ListAsync(project, 1, 10)).Data).Id);
    }

    private static async Task<IEnumerable<string>> FindAsync(TestProject project, WebhookDestinationFilter filter) =>
        (await project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId, filter)).Data
            .Select(destination => destination.Id);

    private static Task<PageResponse<WebhookDestinationResponse>> ListAsync(TestProject project, int page, int limit) =>
        project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId, page: page, limit: limit);
}
