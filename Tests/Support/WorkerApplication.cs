using Microsoft.Extensions.Hosting;
using Webhooks.DeliveryWorker;
using Webhooks.ServiceDefaults;

namespace Webhooks.Tests.Support;

/// <summary>A DeliveryWorker in this process, without an Api.</summary>
public sealed class WorkerApplication : IAsyncDisposable
{
    private readonly IHost host;

    private WorkerApplication(IHost host) => this.host = host;

    /// <summary>Starts it on a migrated database.</summary>
    public static async Task<WorkerApplication> StartAsync(TestDatabase database, ApplicationOptions? options = null)
    {
        options ??= new ApplicationOptions();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = options.Environment,
        });
        ApiApplication.Configure(builder, database, options);
        builder.AddWorkerDefaults();
        builder.AddDeliveryWorker();
        options.Services?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new WorkerApplication(host);
    }

    /// <summary>Ends as the host does on a signal: what is in flight is finished, the rest released.</summary>
    public Task StopAsync() => host.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
