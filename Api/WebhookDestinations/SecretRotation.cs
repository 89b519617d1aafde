using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>Makes the signing secrets of destinations.</summary>
internal sealed class SecretRotation(WebhooksDbContext context, DestinationSecrecy secrecy, DestinationNews news, TimeProvider clock)
{
    /// <summary>Every live secret adds a signature to every request.</summary>
    public const int MaximumLive = 5;

    /// <summary>Adds a secret, to be saved by the caller.</summary>
    public void Add(Destination destination, DateTimeOffset now, bool signsLast = false) => context.DestinationSecrets.Add(new StoredSecret
    {
        DestinationNo = destination.DestinationNo,
        ProtectedSecret = secrecy.ProtectSecret(SigningSecret.Generate()),
        CreatedAt = now,
        SignsLast = signsLast,
    });

    /// <summary>Makes a new secret; those before it go on signing for the overlap, and not beyond when it is zero.</summary>
    /// <param name="project">The project.</param>
    /// <param name="id">The destination.</param>
    /// <param name="overlap">How long those before it go on.</param>
    /// <param name="olderFirst">Whether their signatures come first meanwhile.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<(Destination? Destination, Problem? Refused)> RotateAsync(
        ProjectScope project, string id, TimeSpan overlap, bool olderFirst, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.LockDestinationAsync(project, id, cancellationToken) is not { } destination)
        {
            return (null, DestinationResponses.NotFound(id));
        }

        var now = clock.GetUtcNow();
        var secrets = await context.DestinationSecrets.Where(secret => secret.DestinationNo == destination.DestinationNo)
            .ToListAsync(cancellationToken);
        context.DestinationSecrets.RemoveRange(secrets.Where(secret => secret.ExpiresAt <= now));
        var live = secrets.Where(secret => secret.ExpiresAt is null || secret.ExpiresAt > now).ToList();
        if (overlap > TimeSpan.Zero && live.Count >= MaximumLive)
        {
            return (null, Problems.Conflict($"{MaximumLive} secrets are live already; wait until one has expired, or rotate with overlapHours 0."));
        }

        foreach (var secret in live.Where(secret => secret.ExpiresAt is null || secret.ExpiresAt > now + overlap))
        {
            secret.ExpiresAt = now + overlap;
        }

        Add(destination, now, olderFirst);
        await context.SaveChangeAsync(destination, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await news.ChangedAsync(destination.DestinationNo, cancellationToken);
        return (destination, null);
    }
}
