using Webhooks.DeliveryWorker.Housekeeping;

namespace Webhooks.DeliveryWorker;

public static partial class WorkerServices
{
    private static partial void AddHosts(IServiceCollection services)
    {
        services.AddHostedService<EngineHost>();
        services.AddHostedService<HousekeepingHost>();
    }

    private static partial void MapHosts(WebApplication app)
    {
        // Neither host has a page.
    }
}
