using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Http;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>The outcome of accepting an invitation.</summary>
internal enum JoinOutcome
{
    Joined,

    /// <summary>Another request has used the invitation first.</summary>
    Used,

    /// <summary>Another user has shown at the same time that the address is theirs.</summary>
    AddressTaken,
}

/// <summary>Makes a user a member of the tenant that invited it.</summary>
internal sealed class Joining(WebhooksDbContext context, UserManager<User> users, UsersByAddress people)
{
    /// <summary>Finds what is wrong with the password of a new user.</summary>
    public async Task<Problem?> FindFaultAsync(User user, string password)
    {
        var errors = new InputErrors();
        await users.CheckNewPasswordAsync(user, password, errors, "/password");
        return errors.ToProblem();
    }

    /// <summary>Uses up the invitation, makes the user if it is new, and makes it a member, in one transaction.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="newUser">The user to make; null = there is one.</param>
    /// <param name="user">The one that is there; null = it is made.</param>
    /// <param name="password">Of a new user.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<JoinOutcome> JoinAsync(
        Invitation invitation, User? newUser, User? user, string password, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await TryUseAsync(invitation, now, cancellationToken))
        {
            return JoinOutcome.Used;
        }

        if (newUser is not null && !await TryCreateAsync(newUser, password))
        {
            return JoinOutcome.AddressTaken;
        }

        if (user is not null && invitation.Mailed)
        {
            await people.ProveAsync(user, cancellationToken);
        }

        await BecomeMemberAsync(invitation, (newUser ?? user!).Id, now, cancellationToken); // One of them is there.
        await transaction.CommitAsync(cancellationToken);
        return JoinOutcome.Joined;
    }

    /// <summary>
    /// Uses up an invitation and makes a user a member, within a transaction of the caller; does nothing when another request was first.
    /// </summary>
    public async Task AcceptAsync(Invitation invitation, long userNo, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await TryUseAsync(invitation, now, cancellationToken))
        {
            await BecomeMemberAsync(invitation, userNo, now, cancellationToken);
        }
    }

    private async Task<bool> TryUseAsync(Invitation invitation, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await context.LockTenantAsync(invitation.TenantNo, cancellationToken);
        return await context.Invitations.Where(row => row.InvitationNo == invitation.InvitationNo && row.AcceptedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(found => found.AcceptedAt, now), cancellationToken) == 1;
    }

    private async Task BecomeMemberAsync(Invitation invitation, long userNo, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var member = await context.Members
            .SingleOrDefaultAsync(row => row.TenantNo == invitation.TenantNo && row.UserNo == userNo, cancellationToken);
        if (member is null)
        {
            context.Members.Add(new Member { TenantNo = invitation.TenantNo, UserNo = userNo, Role = invitation.Role, CreatedAt = now });
        }
        else if (invitation.Role is TenantRole.Admin)
        {
            member.Role = TenantRole.Admin;
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task<bool> TryCreateAsync(User user, string password)
    {
        try
        {
            return (await users.CreateAsync(user, password)).Succeeded;
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return false;
        }
    }
}
