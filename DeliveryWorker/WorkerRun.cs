using Webhooks.Core.Deliveries;
using Webhooks.Core.Telemetry;

namespace Webhooks.DeliveryWorker;

/// <summary>What the parts of one run of the engine share.</summary>
internal sealed record WorkerRun(
    WorkerIdentity Worker, WorkerOptions Options, DeliveryQueue Queue, LaneSchedule Schedule, WorkSignal Signal, WorkSignal MomentSignal,
    WebhookMetrics Metrics, TimeProvider Clock, ILogger Logger)
{
    public DateTimeOffset Now => Clock.GetUtcNow();
}
