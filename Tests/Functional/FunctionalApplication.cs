using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional;

/// <summary>
/// The application most functional tests share, each with a tenant of its own: the Api and a worker with short time-outs.
/// </summary>
public sealed class FunctionalApplication : IAsyncLifetime
{
    private static readonly Shared<ApiApplication> Application = new(async () => await ApiApplication.StartAsync(
        Shared.Keep(await TestDatabase.CreateAsync()),
        new ApplicationOptions { Settings = new Dictionary<string, string?> { ["Worker:AttemptTimeout"] = "00:00:05" } }));

    private ApiApplication? app;

    public ApiApplication App => app ?? throw new InvalidOperationException("xunit calls InitializeAsync first.");

    public Task<TestProject> CreateProjectAsync() => App.CreateProjectAsync();

    public async Task InitializeAsync() => app = await Application.GetAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}
