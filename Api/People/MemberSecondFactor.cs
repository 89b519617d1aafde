using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>The outcome of turning the second factor of a member off.</summary>
internal enum SecondFactorRemoval
{
    /// <summary>It is off.</summary>
    Done,

    /// <summary>The tenant has no such member.</summary>
    NoSuchMember,

    /// <summary>The member has none.</summary>
    NoSecondFactor,

    /// <summary>The member is one of another tenant, too.</summary>
    InOtherTenants,

    /// <summary>Another request changed the user.</summary>
    ChangedMeanwhile,
}

/// <summary>
/// Turns off the second factor of a member that lost the app and the recovery codes. An administrator of one tenant does not decide how
/// well another one is guarded: for a member of both it takes a key of the service.
/// </summary>
internal sealed class MemberSecondFactor(WebhooksDbContext context, SecondFactorSetup setup)
{
    /// <summary>Turns it off, for a caller that may act on all tenants or on this one only.</summary>
    public async Task<SecondFactorRemoval> RemoveAsync(long tenantNo, string userId, bool isOfService, CancellationToken cancellationToken)
    {
        var members = context.Members.Where(row => row.TenantNo == tenantNo).Select(row => row.UserNo);
        var user = await context.Users.SingleOrDefaultAsync(row => row.PublicId == userId && members.Contains(row.Id), cancellationToken);
        if (user is null)
        {
            return SecondFactorRemoval.NoSuchMember;
        }

        if (!user.TwoFactorEnabled)
        {
            return SecondFactorRemoval.NoSecondFactor;
        }

        if (!isOfService && await context.Members.AnyAsync(row => row.UserNo == user.Id && row.TenantNo != tenantNo, cancellationToken))
        {
            return SecondFactorRemoval.InOtherTenants;
        }

        return await setup.TurnOffAsync(user, cancellationToken) ? SecondFactorRemoval.Done : SecondFactorRemoval.ChangedMeanwhile;
    }
}
