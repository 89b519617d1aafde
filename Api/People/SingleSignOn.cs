using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>The outcome of a sign-in by a provider.</summary>
internal abstract record SingleSignOnOutcome
{
    private SingleSignOnOutcome()
    {
    }

    /// <summary>It is this user.</summary>
    internal sealed record Found(User User) : SingleSignOnOutcome;

    /// <summary>The token was used to sign in already, or the user was changed at the same time; nothing is stored.</summary>
    internal sealed record Used : SingleSignOnOutcome;

    /// <summary>The provider does not say that the e-mail address is verified, and the person is not known otherwise.</summary>
    internal sealed record NoAddress : SingleSignOnOutcome;

    /// <summary>The person has no invitation.</summary>
    internal sealed record Unknown : SingleSignOnOutcome;
}

/// <summary>
/// Finds the user that a provider means (decision 0059), in one transaction:
/// <list type="number">
/// <item>Use up the token.</item>
/// <item>Find the user: by the provider's subject, else by the verified address, else by an invitation of that address.</item>
/// <item>Accept all invitations of the address: the provider has shown what their links would show.</item>
/// </list>
/// </summary>
internal sealed class SingleSignOn(
    WebhooksDbContext context, UserManager<User> users, UsersByAddress people, Joining joining, SessionDirectory directory,
    TimeProvider clock)
{
    public async Task<SingleSignOnOutcome> FindAsync(IdentifiedPerson person, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            if (!await UseAsync(person, cancellationToken)) // 1
            {
                return new SingleSignOnOutcome.Used();
            }

            var outcome = await FindUserAsync(person, cancellationToken); // 2
            if (outcome is SingleSignOnOutcome.Found { User: var user })
            {
                await JoinAsync(user, person.Email, cancellationToken); // 3
                await transaction.CommitAsync(cancellationToken);
                directory.Forget();
            }

            return outcome;
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return new SingleSignOnOutcome.Used();
        }
    }

    private async Task<bool> UseAsync(IdentifiedPerson person, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await context.Database.ExecuteSqlAsync($"delete from used_id_tokens where expires_at < {now}", cancellationToken);
        return await context.Database.ExecuteSqlAsync(
            $"insert into used_id_tokens (token_hash, expires_at) values ({person.TokenHash}, {person.ExpiresAt}) on conflict do nothing",
            cancellationToken) == 1;
    }

    private async Task<SingleSignOnOutcome> FindUserAsync(IdentifiedPerson person, CancellationToken cancellationToken)
    {
        var login = await context.UserLogins.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Issuer == person.Issuer && row.Subject == person.Subject, cancellationToken);
        if (login is not null)
        {
            return new SingleSignOnOutcome.Found(await context.Users.SingleAsync(row => row.Id == login.UserNo, cancellationToken));
        }

        if (person.Email is not { } address)
        {
            return new SingleSignOnOutcome.NoAddress();
        }

        var user = await people.FindAsync(address, cancellationToken) is [var first, ..] ? first : null;
        if (user is { ProvenAt: null } && !await TryTakeOverAsync(user, cancellationToken))
        {
            return new SingleSignOnOutcome.Used();
        }

        if (user is null)
        {
            if (!await OpenInvitations(address).AnyAsync(cancellationToken))
            {
                return new SingleSignOnOutcome.Unknown();
            }

            user = NewUser(person, address);
            if (!(await users.CreateAsync(user)).Succeeded)
            {
                return new SingleSignOnOutcome.Used();
            }
        }

        context.UserLogins.Add(new UserLogin { Issuer = person.Issuer, Subject = person.Subject, UserNo = user.Id });
        await context.SaveChangesAsync(cancellationToken);
        return new SingleSignOnOutcome.Found(user);
    }

    /// <summary>
    /// Gives the owner of the address the user that was made for it. Another person may have used it until now, so its password, second
    /// factor, links and sessions end.
    /// </summary>
    /// <returns>false = the user was changed at the same moment, and nothing of this is to be stored.</returns>
    private async Task<bool> TryTakeOverAsync(User user, CancellationToken cancellationToken)
    {
        user.PasswordHash = null;
        user.ProvenAt = clock.GetUtcNow();
        user.TwoFactorEnabled = false;
        if (!(await users.UpdateSecurityStampAsync(user)).Succeeded)
        {
            return false;
        }

        await context.UserTokens.Where(row => row.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
        await context.PasswordResets.Where(row => row.UserNo == user.Id).ExecuteDeleteAsync(cancellationToken);
        await context.Sessions.Where(row => row.UserNo == user.Id).ExecuteDeleteAsync(cancellationToken);
        return true;
    }

    private User NewUser(IdentifiedPerson person, EmailAddress address)
    {
        var now = clock.GetUtcNow();
        return new User
        {
            PublicId = Identifiers.Generate(),
            UserName = address.Text,
            Name = person.Name ?? address.Text,
            LockoutEnabled = true,
            CreatedAt = now,
            ProvenAt = now,
        };
    }

    private async Task JoinAsync(User user, EmailAddress? verified, CancellationToken cancellationToken)
    {
        if (verified is null || verified.Normalized != user.NormalizedUserName)
        {
            return;
        }

        var invitations = OpenInvitations(verified).AsNoTracking().OrderBy(row => row.TenantNo);
        foreach (var invitation in await invitations.ToListAsync(cancellationToken))
        {
            await joining.AcceptAsync(invitation, user.Id, clock.GetUtcNow(), cancellationToken);
        }
    }

    private IQueryable<Invitation> OpenInvitations(EmailAddress address)
    {
        var now = clock.GetUtcNow();
        return context.Invitations.Where(row => row.NormalizedEmail == address.Normalized && row.AcceptedAt == null && row.ExpiresAt > now);
    }
}
