using Microsoft.Playwright;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.EndToEnd.Tour;

/// <summary>A project in which every page has something to show, and the windows of those who look at it.</summary>
internal sealed class TourProject : IAsyncDisposable
{
    private static readonly Shared<TourProject> Made = new(CreateAsync);

    private readonly StoryApplication application;
    private readonly StoryProject project;
    private readonly Dictionary<Visitor, DashboardPage> windows = [];

    private TourProject(StoryApplication application, StoryProject project, IReadOnlyDictionary<string, string> ids)
    {
        this.application = application;
        this.project = project;
        Ids = ids;
    }

    /// <summary>What <see cref="DashboardRoutes.PathOf"/> needs.</summary>
    public IReadOnlyDictionary<string, string> Ids { get; }

    /// <summary>The project, filled by the first test that needs it.</summary>
    public static Task<TourProject> GetAsync() => Made.GetAsync();

    /// <summary>A page, as its visitor sees it, with its circuit standing.</summary>
    /// <param name="route">One of <see cref="DashboardRoutes.All"/>.</param>
    public async Task<DashboardPage> OpenAsync(string route)
    {
        var visitor = DashboardRoutes.VisitorOf(route);
        var page = await WindowOfAsync(visitor);
        var path = DashboardRoutes.PathOf(route, Ids);
        if (visitor is Visitor.Nobody)
        {
            await page.Page.GotoAsync(path);
            return page;
        }

        await page.Page.GotoAsync($"{path}?tenant={project.TenantId}&project={project.ProjectId}");
        await page.StandsAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows.Values)
        {
            await window.DisposeAsync();
        }

        await project.DisposeAsync();
    }

    private static async Task<TourProject> CreateAsync()
    {
        var application = await StoryApplication.GetAsync();
        var project = await StoryProject.CreateAsync(application.Http);
        return new TourProject(application, project, await TourFilling.FillAsync(project));
    }

    private async Task<DashboardPage> WindowOfAsync(Visitor visitor)
    {
        if (!windows.TryGetValue(visitor, out var page))
        {
            windows[visitor] = page = await Browser.OpenAsync(application.Address);
            await SignInAsync(page, visitor);
        }

        return page;
    }

    private async Task SignInAsync(DashboardPage page, Visitor visitor)
    {
        switch (visitor)
        {
            case Visitor.Operator:
                await page.SignInAsync(TestPostgres.AdminKey, project.TenantId, project.ProjectId);
                await page.BecomesLiveAsync();
                break;
            case Visitor.Administrator:
                var invitation = await project.Client.InviteMemberAsync(
                    project.TenantId, new InviteMemberRequest($"ada.{project.TenantId}@example.com", MemberRole.Admin));
                await page.Page.GotoAsync($"/accept-invitation#{invitation.Token}");
                await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ada Lovelace");
                await page.Page.GetByLabel("Password").FillAsync(TestUser.Password);
                await page.Page.GetByRole(AriaRole.Button, new() { Name = "Accept invitation" }).ClickAsync();
                await page.ShowsProjectAsync(project);
                break;
            case Visitor.Nobody:
            default:
                break;
        }
    }
}
