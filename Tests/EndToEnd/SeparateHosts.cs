using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Dashboard.Web;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.EndToEnd;

/// <summary>Api, DeliveryWorker and dashboard each in a host of its own, on one database; the Api can go away and come back.</summary>
internal sealed class SeparateHosts : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly WorkerApplication worker;
    private readonly WebApplication dashboard;
    private ApiApplication? api;

    private SeparateHosts(TestDatabase database, WorkerApplication worker, WebApplication dashboard, ApiApplication api)
    {
        this.database = database;
        this.worker = worker;
        this.dashboard = dashboard;
        this.api = api;
        Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = api.Address };
    }

    /// <summary>Where the dashboard is.</summary>
    public Uri Address => new(dashboard.Urls.First());

    /// <summary>Knows the address of the Api.</summary>
    public HttpClient Http { get; }

    public static async Task<SeparateHosts> StartAsync()
    {
        var database = await TestDatabase.CreateAsync();
        var worker = await WorkerApplication.StartAsync(database);
        var api = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        return new SeparateHosts(database, worker, await StartDashboardAsync(api.Address), api);
    }

    /// <summary>Closes its port.</summary>
    public async Task StopApiAsync()
    {
        if (api is not null)
        {
            await api.DisposeAsync();
            api = null;
        }
    }

    /// <summary>Opens the same port again.</summary>
    public async Task StartApiAsync() =>
        // Set in the constructor.
        api = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false, Port = Http.BaseAddress!.Port });

    public async ValueTask DisposeAsync()
    {
        await dashboard.StopAsync();
        await dashboard.DisposeAsync();
        await StopApiAsync();
        await worker.DisposeAsync();
        await database.DisposeAsync();
        Http.Dispose();
    }

    // As in Dashboard.Web/Program.cs.
    private static async Task<WebApplication> StartDashboardAsync(Uri api)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(DashboardServices).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration["Dashboard:ApiBaseAddress"] = api.AbsoluteUri;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.AddDashboard();

        var app = builder.Build();
        app.MapDashboard();
        await app.StartAsync();
        return app;
    }
}
