using Npgsql;
using Webhooks.Core.Keys;
using Webhooks.Core.Queue;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>Tells the workers of changes that were committed.</summary>
internal sealed class DestinationNews(NpgsqlDataSource dataSource, DueSignal dueSignal)
{
    /// <summary>Workers give back what they have claimed ahead, so that the change holds for everything that waits.</summary>
    public Task ChangedAsync(long destinationNo, CancellationToken cancellationToken) =>
        DestinationChanges.AnnounceAsync(dataSource, [destinationNo], cancellationToken);

    /// <summary>Workers claim what was held.</summary>
    public Task ResumedAsync(ProjectScope project, long destinationNo, CancellationToken cancellationToken) =>
        dueSignal.SendAsync([new DueDestination(project.TenantNo, destinationNo)], cancellationToken);
}
