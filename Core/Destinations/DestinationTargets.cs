using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Attempts;
using Webhooks.Core.Persistence;
using Webhooks.Core.Signing;

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

    private async Task<DestinationTarget?> LoadAsync(long destinationNo)
    {
        await using var context = await contexts.CreateDbContextAsync();
        var found = await context.Destinations.AsNoTracking()
            .Where(row => row.DestinationNo == destinationNo)
            .Join(context.Projects, row => row.ProjectNo, project => project.ProjectNo, (row, project) => new { Destination = row, project.TenantNo })
            .SingleOrDefaultAsync();
        if (found is null)
        {
            return null;
        }

        var secrets = await context.DestinationSecrets.AsNoTracking()
            .Where(secret => secret.DestinationNo == destinationNo)
            .OrderByDescending(secret => secret.SecretNo)
            .ToListAsync();
        var target = Decrypt(found.TenantNo, found.Destination, secrets);
        return copies.TryGet(destinationNo, out var other) && other.Version > target.Version ? other : copies.Keep(destinationNo, target);
    }

    private DestinationTarget Decrypt(long tenantNo, Destination destination, List<DestinationSecret> secrets) => new(
        tenantNo,
        destination.Version,
        destination.Id,
        new Uri(destination.Url),
        secrecy.RevealHeaders(destination.ProtectedHeaders)?.ToArray() ?? [],
        Stored(RetryPolicy.Parse(destination.RetryPolicy)),
        [.. secrets.Select(secret => (Stored(SigningSecret.Parse(secrecy.RevealSecret(secret.ProtectedSecret))), secret.ExpiresAt))],
        destination.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    /// <summary>What was checked when it was saved; anything else is a bug or a damaged database.</summary>
    private static T Stored<T>(Parsed<T> parsed)
        where T : class =>
        parsed.Value ?? throw new InvalidOperationException($"A stored value {parsed.Error}.");
}
