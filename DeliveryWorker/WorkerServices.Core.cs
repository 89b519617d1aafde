using Webhooks.DeliveryWorker.Housekeeping;

namespace Webhooks.DeliveryWorker;

public static partial class WorkerServices
{
    static partial void AddHosts(IServiceCollection services)
    {
        services.AddHostedService<EngineHost>();
        services.AddHostedService<HousekeepingHost>();
    }
}
