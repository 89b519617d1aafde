using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>Turns the second factor of a user on and off.</summary>
internal sealed class SecondFactorSetup(UserManager<User> users, WebhooksDbContext context)
{
    /// <summary>How many recovery codes there are at first.</summary>
    public const int RecoveryCodes = 10;

    /// <summary>A new secret for the app, in base32, to be confirmed by a code; null = the user was changed meanwhile.</summary>
    public async Task<string?> BeginAsync(User user, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Codes of another secret were used up. The update also keeps a confirmation of that one out until this is done.
        await context.Database.ExecuteSqlAsync($"update users set last_code_step = 0 where user_no = {user.Id}", cancellationToken);
        if (!(await users.ResetAuthenticatorKeyAsync(user)).Succeeded)
        {
            return null;
        }

        await transaction.CommitAsync(cancellationToken);
        return await users.GetAuthenticatorKeyAsync(user);
    }

    /// <summary>Turns it on. The recovery codes, which are shown this once; null = the user was changed meanwhile.</summary>
    public async Task<IReadOnlyList<string>?> TurnOnAsync(User user, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) is not { } codes
            || !(await users.SetTwoFactorEnabledAsync(user, true)).Succeeded)
        {
            return null;
        }

        await transaction.CommitAsync(cancellationToken);
        return [.. codes];
    }

    /// <summary>New recovery codes in place of the old ones, shown this once; null = the user was changed meanwhile.</summary>
    public async Task<IReadOnlyList<string>?> RenewCodesAsync(User user) =>
        await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) is { } codes ? [.. codes] : null;

    /// <summary>Turns it off, and forgets the secret and the recovery codes. False = the user was changed meanwhile.</summary>
    public async Task<bool> TurnOffAsync(User user, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!(await users.SetTwoFactorEnabledAsync(user, false)).Succeeded)
        {
            return false;
        }

        await context.UserTokens.Where(token => token.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
