using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Webhooks.Standalone;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.EndToEnd;

/// <summary>What the stories share: Api, DeliveryWorker and dashboard in one host, composed by Standalone itself.</summary>
internal sealed class StoryApplication : IAsyncDisposable
{
    private static readonly Shared<StoryApplication> Application = new(StartAsync);

    private readonly WebApplication app;

    private StoryApplication(WebApplication app, TestDatabase database, RecordedLogs logs)
    {
        this.app = app;
        Database = database;
        Logs = logs;
        Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>Where Api and dashboard are.</summary>
    public Uri Address => Http.BaseAddress!; // Set above.

    /// <summary>Knows the address and sends no credentials.</summary>
    public HttpClient Http { get; }

    /// <summary>What it stores, for stories of more than anybody would click together.</summary>
    public TestDatabase Database { get; }

    /// <summary>Everything the host logged, at every level.</summary>
    public RecordedLogs Logs { get; }

    /// <summary>The application, started by the first test that needs it.</summary>
    public static Task<StoryApplication> GetAsync() => Application.GetAsync();

    /// <summary>One with settings of its own.</summary>
    public static Task<StoryApplication> StartAsync(TestDatabase database, params IEnumerable<(string Name, string? Value)> settings) =>
        StartAsync(database, new RecordedLogs(), settings);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        Http.Dispose();
    }

    private static async Task<StoryApplication> StartAsync()
    {
        var database = Shared.Keep(await TestDatabase.CreateAsync());
        return await StartAsync(database, new RecordedLogs(), []);
    }

    private static async Task<StoryApplication> StartAsync(
        TestDatabase database, RecordedLogs logs, IEnumerable<(string Name, string? Value)> settings)
    {
        var builder = StandaloneHost.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);

        // Rules by category would win over the general level.
        string[] categories = ["Microsoft", "Microsoft.AspNetCore", "Microsoft.AspNetCore.DataProtection", "Npgsql"];
        builder.Configuration.AddInMemoryCollection(
            categories.Select(category => KeyValuePair.Create($"Logging:LogLevel:{category}", (string?)"Trace")));
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));
        var app = StandaloneHost.Build(builder, database.ConnectionString, port: 0);
        await app.StartAsync();
        return new StoryApplication(app, database, logs);
    }
}
