using Webhooks.Client;
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
    public async Task A_project_lists_its_own_destinations_only()
    {
        var project = await application.CreateProjectAsync();
        var other = await application.CreateProjectAsync();
        await other.CreateDestinationAsync(Url);
        await project.CreateDestinationAsync(Url, request => request with { Id = "mine" });

        Assert.Equal("mine", Assert.Single((await ListAsync(project, 1, 10)).Data).Id);
    }

    private static Task<PageResponse<WebhookDestinationResponse>> ListAsync(TestProject project, int page, int limit) =>
        project.Client.ListWebhookDestinationsAsync(project.TenantId, project.ProjectId, page: page, limit: limit);
}
