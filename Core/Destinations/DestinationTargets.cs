using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Destinations;

/// <summary>The settings of the destinations this process sends to, decrypted once per version.</summary>
public sealed class DestinationTargets(IDbContextFactory<WebhooksDbContext> contexts, DestinationSecrecy secrecy)
{
    private readonly RecentlyUsed<long, DestinationTarget> copies = new(mostBytes: 64 * 1024 * 1024, static (_, target) => target.Bytes);
    private readonly SharedReads<(long DestinationNo, long Version), DestinationTarget?> reads = new();

    /// <summary>The settings at this version or a later one; null when the destination does not exist.</summary>
    public ValueTask<DestinationTarget?> GetAsync(long destinationNo, long version, CancellationToken cancellationToken) =>
        copies.TryGet(destinationNo, out var copy) && copy.Version >= version
            ? new(copy)
            : new(reads.GetAsync((destinationNo, version), wanted => LoadAsync(wanted.DestinationNo), cancellationToken));

    /// <summary>
    /// Reads the settings that <see cref="GetAsync"/> would not find in memory, for many destinations in one query. One whose settings
    /// cannot be decrypted is left out: <see cref="GetAsync"/> says why.
    /// </summary>
    public async Task ReadAheadAsync(IEnumerable<(long DestinationNo, long Version)> wanted, CancellationToken cancellationToken)
    {
        var missing = wanted.Where(one => !copies.TryGet(one.DestinationNo, out var copy) || copy.Version < one.Version)
            .Select(one => one.DestinationNo).Distinct().ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        foreach (var (settings, secrets) in await ReadAsync(missing, cancellationToken))
        {
            try
            {
                Keep(settings, secrets);
            }
            catch (Exception exception) when (exception is InvalidOperationException or CryptographicException or UriFormatException)
            {
                // Its own attempt reads it again and reports it; the others must not wait for that.
            }
        }
    }

    private async Task<DestinationTarget?> LoadAsync(long destinationNo)
    {
        var found = await ReadAsync([destinationNo], CancellationToken.None);
        return found.Count > 0 ? Keep(found[0].Owned, found[0].Secrets) : null;
    }

    private async Task<List<(OwnedDestination Owned, IEnumerable<StoredSecret> Secrets)>> ReadAsync(
        long[] destinations, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Destinations.AsNoTracking()
            .Where(row => destinations.Contains(row.DestinationNo))
            .Join(
                context.Projects, row => row.ProjectNo, project => project.ProjectNo,
                (row, project) => new OwnedDestination(row, project.TenantNo))
            .ToListAsync(cancellationToken);
        var secrets = (await context.DestinationSecrets.AsNoTracking()
            .Where(secret => destinations.Contains(secret.DestinationNo))
            .OrderBy(secret => secret.SignsLast).ThenByDescending(secret => secret.SecretNo)
            .ToListAsync(cancellationToken)).ToLookup(secret => secret.DestinationNo);
        return [.. found.Select(one => (one, secrets[one.Destination.DestinationNo]))];
    }

    /// <summary>A copy for all, unless a later one was read meanwhile.</summary>
    private DestinationTarget Keep(OwnedDestination settings, IEnumerable<StoredSecret> secrets)
    {
        var target = Decrypt(settings.TenantNo, settings.Destination, secrets);
        var destinationNo = settings.Destination.DestinationNo;
        return copies.TryGet(destinationNo, out var other) && other.Version > target.Version ? other : copies.Keep(destinationNo, target);
    }

    private DestinationTarget Decrypt(long tenantNo, Destination destination, IEnumerable<StoredSecret> secrets) => new(
        tenantNo,
        destination.Version,
        destination.Id,
        new Uri(destination.Url),
        secrecy.RevealHeaders(destination.ProtectedHeaders)?.ToArray() ?? [],
        Stored(RetryWaits.Parse(destination.RetryPolicy)),
        [.. secrets.Select(secret => (Stored(SigningSecret.Parse(secrecy.RevealSecret(secret.ProtectedSecret))), secret.ExpiresAt))],
        destination.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    /// <summary>The value of a text that was checked when it was saved; an invalid one is a bug or a damaged database.</summary>
    private static T Stored<T>(Parsed<T> parsed)
        where T : class =>
        parsed.Value ?? throw new InvalidOperationException($"A stored value {parsed.Error}.");

    private sealed record OwnedDestination(Destination Destination, long TenantNo);
}
