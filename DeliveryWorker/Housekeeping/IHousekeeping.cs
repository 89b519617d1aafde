namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>Recurring work that one worker at a time does for all.</summary>
internal interface IHousekeeping
{
    /// <summary>Its name in logs and for the host that schedules it.</summary>
    string Name { get; }

    /// <summary>How often it runs.</summary>
    TimeSpan Every { get; }

    Task RunAsync(CancellationToken cancellationToken);
}
