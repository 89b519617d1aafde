namespace Webhooks.DeliveryWorker.Housekeeping;

/// <summary>Work that recurs and that one worker at a time does for all.</summary>
internal interface IHousekeeping
{
    /// <summary>For logs and for the host that schedules it.</summary>
    string Name { get; }

    /// <summary>How often.</summary>
    TimeSpan Every { get; }

    Task RunAsync(CancellationToken cancellationToken);
}
