using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Client;
using Webhooks.Dashboard.Web;

namespace Webhooks.Tests.EndToEnd;

/// <summary>
/// What the tests open in the browser: the dashboard and an Api in one host. <see cref="CreateHost"/> is the one place that
/// says which; the tests know an address, an API key and a client.
/// </summary>
public sealed class DashboardApplication : IAsyncDisposable
{
    /// <summary>An API key that may see the project <c>default</c>.</summary>
    public const string ApiKey = "whk_live_4f1d2c3b5a69788796a5b4c3d2e1f001";

    private readonly WebApplication _host;

    private DashboardApplication(WebApplication host, ScriptedApi api, KeptLog log, Uri address)
    {
        _host = host;
        Api = api;
        Log = log;
        BaseAddress = address;
        var http = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        http.BaseAddress = address;
        Client = new WebhooksClient(http, ApiKey);
    }

    /// <summary>Where the dashboard is.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Client of the Api behind the dashboard.</summary>
    public WebhooksClient Client { get; }

    /// <summary>The Api behind the dashboard, for tests that break it.</summary>
    public ScriptedApi Api { get; }

    /// <summary>Every line the host logged.</summary>
    public KeptLog Log { get; }

    /// <summary>Starts a host.</summary>
    /// <returns>The running host.</returns>
    public static async Task<DashboardApplication> StartAsync()
    {
        var api = new ScriptedApi(ApiKey, TimeProvider.System);
        var log = new KeptLog();
        var host = CreateHost(api, log);
        await host.StartAsync();
        return new DashboardApplication(host, api, log, new Uri(host.Urls.First()));
    }

    /// <summary>Gives the project a destination whose receiver answers with <paramref name="status"/>.</summary>
    /// <param name="name">Name of the destination.</param>
    /// <param name="status">HTTP status code.</param>
    /// <returns>When it is there.</returns>
    public Task AddDestinationAsync(string name, int status) =>
        Client.CreateWebhookDestinationAsync(
            "default", "default", new CreateWebhookDestinationRequest(name, $"https://receiver.test/answers/{status}", ["event.created"]));

    /// <summary>Publishes an event of the project.</summary>
    /// <returns>When it is stored.</returns>
    public Task PublishAsync() => Client.PublishEventAsync(new PublishEventRequest("order.shipped"));

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    // Named after Standalone, so that scripts and styles come from the list of assets that was built for that host:
    // this proves that they are served at / by a host that only references the dashboard.
    private static WebApplication CreateHost(ScriptedApi api, KeptLog log)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "Webhooks.Standalone",
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([new("Dashboard:ApiInThisHost", "true")]);
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.AddDashboard();

        // Like the Api's: a default scheme that knows nothing of the dashboard's sessions.
        builder.Services.AddAuthentication("Other").AddCookie("Other");

        var app = builder.Build();
        api.Map(app);
        app.MapDashboard();
        return app;
    }
}
