using Microsoft.EntityFrameworkCore;
using Npgsql;
using Webhooks.Api.Http;
using Webhooks.Core.Attempts;
using Webhooks.Core.Deliveries;
using Webhooks.Core.Destinations;
using Webhooks.Core.Persistence;
using Webhooks.Core.Signing;
using Webhooks.Core.Tenants;
using DestinationSecret = Webhooks.Core.Destinations.DestinationSecret;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>
/// Stores changes of destinations. Each bumps the project's version, which every publish checks, and the destination's, which every
/// claim carries; then the workers are told.
/// </summary>
internal sealed class DestinationWriter(
    WebhooksDbContext context, NpgsqlDataSource dataSource, DestinationSecrecy secrecy, DeliveryRepair repair, DueSignal dueSignal, TimeProvider clock)
{
    /// <summary>Makes a destination with its first signing secret; null when the id is taken.</summary>
    public async Task<Destination?> CreateAsync(ProjectScope project, DestinationInput input, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var enabled = input.Enabled ?? true;
        var destination = new Destination
        {
            ProjectNo = project.ProjectNo,
            Id = input.Id ?? Identifiers.Generate(),
            Name = input.Name!, // Required, and checked by the input.
            Description = input.Description,
            Url = input.Url!, // Required, and checked by the input.
            Enabled = enabled,
            PausedAt = enabled ? null : now,
            EventTypes = input.EventTypes!, // Required, and checked by the input.
            AgentIds = input.AgentIds ?? [],
            ProtectedHeaders = secrecy.ProtectHeaders(input.Headers),
            RetryPolicy = input.RetryPolicy ?? RetryPolicy.Standard.ToString(),
            CreatedAt = now,
            UpdatedAt = now,
        };
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Destinations.Add(destination);
        if (!await context.TrySaveAsync(cancellationToken))
        {
            return null;
        }

        AddSecret(destination, now);
        await context.SaveChangesAsync(cancellationToken);
        await BumpProjectAsync(destination, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return destination;
    }

    /// <summary>Applies what the input sets; null when the project has no such destination.</summary>
    public async Task<Destination?> UpdateAsync(
        ProjectScope project, string id, DestinationInput input, bool discardHeld, CancellationToken cancellationToken)
    {
        if (discardHeld && await context.FindDestinationAsync(project, id, cancellationToken) is { Enabled: false } paused)
        {
            await repair.DiscardHeldAsync(paused.DestinationNo, cancellationToken);
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(project, id, cancellationToken) is not { } destination)
        {
            return null;
        }

        var resumed = Apply(destination, input);
        await SaveAsync(destination, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await DestinationChanges.AnnounceAsync(dataSource, destination.DestinationNo, cancellationToken);
        if (resumed)
        {
            await dueSignal.SendAsync([new DueDestination(project.TenantNo, destination.DestinationNo)], cancellationToken);
        }

        return destination;
    }

    /// <summary>Deletes: nothing is sent any more, and what waits is cancelled. False when the project has no such destination.</summary>
    public async Task<bool> DeleteAsync(ProjectScope project, string id, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(project, id, cancellationToken) is not { } destination)
        {
            return false;
        }

        destination.DeletedAt = clock.GetUtcNow();
        await SaveAsync(destination, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await DestinationChanges.AnnounceAsync(dataSource, destination.DestinationNo, cancellationToken);
        return true;
    }

    /// <summary>Makes a new secret; those before it go on signing for the overlap. Null when too many are live.</summary>
    public async Task<bool> RotateSecretAsync(Destination destination, TimeSpan overlap, int maximumLive, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Destinations.Attach(destination);
        await context.Entry(destination).ReloadAsync(cancellationToken);
        var secrets = await context.DestinationSecrets.Where(secret => secret.DestinationNo == destination.DestinationNo).ToListAsync(cancellationToken);
        context.DestinationSecrets.RemoveRange(secrets.Where(secret => secret.ExpiresAt <= now));
        var live = secrets.Where(secret => secret.ExpiresAt is null || secret.ExpiresAt > now).ToList();
        if (overlap > TimeSpan.Zero && live.Count >= maximumLive)
        {
            return false;
        }

        foreach (var secret in live.Where(secret => secret.ExpiresAt is null || secret.ExpiresAt > now + overlap))
        {
            secret.ExpiresAt = now + overlap;
        }

        AddSecret(destination, now);
        await SaveAsync(destination, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await DestinationChanges.AnnounceAsync(dataSource, destination.DestinationNo, cancellationToken);
        return true;
    }

    private bool Apply(Destination destination, DestinationInput input)
    {
        destination.Name = input.Name ?? destination.Name;
        destination.Url = input.Url ?? destination.Url;
        destination.EventTypes = input.EventTypes ?? destination.EventTypes;
        destination.AgentIds = input.AgentIds ?? destination.AgentIds;
        destination.RetryPolicy = input.RetryPolicy ?? destination.RetryPolicy;
        destination.Description = input.HasDescription ? input.Description : destination.Description;
        destination.ProtectedHeaders = input.HasHeaders ? secrecy.ProtectHeaders(input.Headers) : destination.ProtectedHeaders;
        if (input.Enabled is not { } enabled || enabled == destination.Enabled)
        {
            return false;
        }

        destination.Enabled = enabled;
        destination.PausedAt = enabled ? null : clock.GetUtcNow();
        destination.DisabledReason = null;
        return enabled;
    }

    private void AddSecret(Destination destination, DateTimeOffset now) => context.DestinationSecrets.Add(new DestinationSecret
    {
        DestinationNo = destination.DestinationNo,
        ProtectedSecret = secrecy.ProtectSecret(SigningSecret.Generate()),
        CreatedAt = now,
    });

    /// <summary>The row under a lock, so that two changes at once cannot both take the same next version.</summary>
    private Task<Destination?> LockAsync(ProjectScope project, string id, CancellationToken cancellationToken) => context.Destinations
        .FromSql($"select * from destinations where project_no = {project.ProjectNo} and id = {id} and deleted_at is null for update")
        .SingleOrDefaultAsync(cancellationToken);

    private async Task SaveAsync(Destination destination, CancellationToken cancellationToken)
    {
        destination.Version++;
        destination.UpdatedAt = clock.GetUtcNow();
        await context.SaveChangesAsync(cancellationToken);
        await BumpProjectAsync(destination, cancellationToken);
    }

    private Task<int> BumpProjectAsync(Destination destination, CancellationToken cancellationToken) => context.Projects
        .Where(project => project.ProjectNo == destination.ProjectNo)
        .ExecuteUpdateAsync(project => project.SetProperty(row => row.Version, row => row.Version + 1), cancellationToken);
}
