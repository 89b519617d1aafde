using Webhooks.DeliveryWorker.Housekeeping;
using Webhooks.DeliveryWorker.Operations;

namespace Webhooks.DeliveryWorker;

public static partial class WorkerServices
{
    private static partial void AddHosts(IServiceCollection services)
    {
        services.AddHostedService<EngineHost>();
        services.AddHostedService<HousekeepingHost>();
        services.AddHostedService<OperationHost>();
    }

    private static partial void MapHosts(WebApplication app)
    {
        // No host has a page.
    }
}
