using Webhooks.DeliveryWorker.Hosting;

namespace Webhooks.DeliveryWorker;

public static partial class WorkerServices
{
    private static partial void AddHosts(IServiceCollection services) => HangfireHost.Add(services);

    private static partial void MapHosts(WebApplication app) => HangfireHost.Map(app);
}
