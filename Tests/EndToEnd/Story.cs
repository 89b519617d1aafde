namespace Webhooks.Tests.EndToEnd;

/// <summary>A test at a browser, in a tenant of its own of the application that all of them share.</summary>
public abstract class Story : IAsyncLifetime
{
    private protected StoryApplication Application { get; private set; } = null!; // Set before each test, like the next one.

    private protected StoryProject Project { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Application = await StoryApplication.GetAsync();
        Project = await StoryProject.CreateAsync(Application.Http);
    }

    public async Task DisposeAsync() => await Project.DisposeAsync();

    private protected Task<DashboardPage> OpenAsync() => Browser.OpenAsync(Application.Address);

    private protected Task<DashboardPage> SignedInAsync() => SignedInAsync(Project, Project.AdminKey);

    private protected async Task<DashboardPage> SignedInAsync(StoryProject project, string key)
    {
        var page = await OpenAsync();
        await page.SignInAsync(key, project.TenantId, project.ProjectId);
        await page.BecomesLiveAsync();
        return page;
    }
}
