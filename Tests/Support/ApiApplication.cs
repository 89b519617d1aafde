using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Api;
using Webhooks.Client;
using Webhooks.DeliveryWorker;
using Webhooks.ServiceDefaults;

namespace Webhooks.Tests.Support;

/// <summary>The Api, and unless told otherwise a DeliveryWorker beside it, in this process on a real port of 127.0.0.1.</summary>
public sealed class ApiApplication : IAsyncDisposable
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);

    private readonly WebApplication app;
    // Tests that sign in would hand their cookies to all others.
    private readonly AnswerCheck handler = new() { InnerHandler = new SocketsHttpHandler { UseCookies = false } };

    private ApiApplication(WebApplication app)
    {
        this.app = app;
        Address = new Uri(app.Urls.First());
        Anonymous = HttpWith(null);
        Admin = new WebhooksClient(HttpWith(TestPostgres.AdminKey));
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Every route it serves, with its method; HEAD goes with every GET.</summary>
    public IReadOnlyList<(string Method, string Pattern)> Routes =>
    [
        .. from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
           where method != "HEAD"
           select (method, (endpoint.RoutePattern.RawText ?? string.Empty).TrimEnd('/')),
    ];

    /// <summary>The answers that were checked against the document.</summary>
    public IReadOnlyCollection<string> CheckedAnswers => [.. handler.Checked.Keys];

    /// <summary>Sends no credentials.</summary>
    public HttpClient Anonymous { get; }

    /// <summary>May do everything.</summary>
    public WebhooksClient Admin { get; }

    /// <summary>Starts it on a migrated database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="options">null = the Api with a worker and the product's own settings.</param>
    public static async Task<ApiApplication> StartAsync(TestDatabase database, ApplicationOptions? options = null)
    {
        options ??= new ApplicationOptions();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(ApiHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = options.Environment,
        });
        Configure(builder, database, options);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.AddServiceDefaults();
        builder.AddApi();
        if (options.WithWorker)
        {
            builder.AddDeliveryWorker();
        }

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        options.Services?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapApi();
        await app.StartAsync();
        return new ApiApplication(app);
    }

    /// <summary>Sends this key; null = none.</summary>
    public HttpClient HttpWith(string? key) => new(handler, disposeHandler: false)
    {
        BaseAddress = Address,
        DefaultRequestHeaders = { Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key) },
    };

    /// <summary>A tenant of its own with a project, an administrator's and a publisher's key.</summary>
    public Task<TestProject> CreateProjectAsync() => TestProject.CreateAsync(this);

    /// <summary>Ends as the host does on a signal.</summary>
    public Task StopAsync() => app.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        handler.Dispose();
    }

    internal static void Configure(IHostApplicationBuilder builder, TestDatabase database, ApplicationOptions options)
    {
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(options.Settings)
        {
            [$"ConnectionStrings:{ServiceNames.Database}"] = database.ConnectionString,
        });
        builder.Logging.ClearProviders();
        if (options.Logs is { } logs)
        {
            // Rules by category would win over the general level.
            builder.Configuration["Logging:LogLevel:Microsoft"] = "Trace";
            builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace";
            builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Trace";
            builder.Configuration["Logging:LogLevel:Npgsql"] = "Trace";
            builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        }
    }
}
