using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Keys;

namespace Webhooks.Core.Database;

/// <summary>
/// Makes everything needed to begin: the tenant and project <c>default</c>, the first admin key, and an invitation for the first person.
/// </summary>
public static class FirstStart
{
    /// <summary>Serialises processes that start together; any constant that nothing else uses.</summary>
    private const long AdvisoryLock = 7_305_001_002;

    /// <summary>Does nothing on a database that has a key already.</summary>
    /// <param name="context">A context of a migrated database.</param>
    /// <param name="chosenKey">The first admin key, at least <see cref="ApiKeySecret.MinimumChosenLength"/> characters; null = one is
    /// generated.</param>
    /// <param name="clock">Gives the creation time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new key and invitation, to be shown this once; null when this was not the first start.</returns>
    /// <exception cref="ArgumentException">The chosen key is too short.</exception>
    public static async Task<FirstCredentials?> EnsureAsync(
        WebhooksDbContext context, string? chosenKey, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({AdvisoryLock})", cancellationToken);
        if (await context.ApiKeys.AnyAsync(cancellationToken))
        {
            return null;
        }

        if (chosenKey is { Length: < ApiKeySecret.MinimumChosenLength })
        {
            throw new ArgumentException(
                $"The first admin key must have at least {ApiKeySecret.MinimumChosenLength} characters.", nameof(chosenKey));
        }

        var now = clock.GetUtcNow();
        var key = chosenKey ?? ApiKeySecret.Generate();
        var tenant = new Tenant { Id = FirstTenant.Id, Name = "Default", CreatedAt = now };
        context.Tenants.Add(tenant);
        await context.SaveChangesAsync(cancellationToken);
        context.Projects.Add(new Project { TenantNo = tenant.TenantNo, Id = FirstTenant.Id, Name = "Default", CreatedAt = now });
        context.ApiKeys.Add(new ApiKey
        {
            Id = "first-admin",
            Name = "First admin key",
            Role = Role.Admin,
            KeyHash = ApiKeySecret.Hash(key),
            Prefix = ApiKeySecret.PrefixOf(key),
            CreatedAt = now,
        });
        var invitation = Invite(context, tenant, now);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new FirstCredentials(key, invitation);
    }

    /// <summary>
    /// Makes a new invitation for the operator of the service: the first one expired, or all passwords are lost. The previous invitation
    /// stops working.
    /// </summary>
    /// <param name="context">A context of a migrated database.</param>
    /// <param name="clock">Gives the creation time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Makes the user that accepts it, once and within an hour, an admin of the first tenant; null when there is no such
    /// tenant.</returns>
    public static async Task<string?> InviteAgainAsync(WebhooksDbContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Tenants.SingleOrDefaultAsync(row => row.Id == FirstTenant.Id, cancellationToken) is not { } tenant)
        {
            return null;
        }

        await context.Invitations.Where(row => row.TenantNo == tenant.TenantNo && row.Email == null && row.AcceptedAt == null)
            .ExecuteDeleteAsync(cancellationToken);
        var invitation = Invite(context, tenant, clock.GetUtcNow());
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return invitation;
    }

    private static string Invite(WebhooksDbContext context, Tenant tenant, DateTimeOffset now)
    {
        var token = SecretToken.ForInvitation();
        var hash = SecretToken.Hash(token);
        context.Invitations.Add(new Invitation
        {
            Id = $"first-admin-{Convert.ToHexStringLower(hash)[..12]}",
            TenantNo = tenant.TenantNo,
            Role = TenantRole.Admin,
            TokenHash = hash,
            CreatedAt = now,
            ExpiresAt = now + Invitation.FirstLifetime,
        });
        return token;
    }
}

/// <summary>The credentials the first start made, to be shown once.</summary>
/// <param name="AdminKey">May do everything.</param>
/// <param name="InvitationToken">Makes the user that accepts it, once and within an hour, an admin of the first tenant.</param>
public sealed record FirstCredentials(string AdminKey, string InvitationToken);

/// <summary>The tenant and project of the first start, and the default for requests that name no other.</summary>
public static class FirstTenant
{
    /// <summary>The id of the first tenant and of its first project.</summary>
    public const string Id = "default";
}
