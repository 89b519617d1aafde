using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>
/// Checks second factors, and uses each up. A check costs a try of the user and of the limits before the code is checked, as a password
/// does (<see cref="PasswordCheck"/>). A right one changes the security stamp in the same statement that decides about it, so that one
/// continuation of a sign-in is good for one session.
/// </summary>
internal sealed class SecondFactorCheck(
    UserManager<User> users, WebhooksDbContext context, LockOut lockOut, SignInTries signInTries, TimeProvider clock)
{
    private const int StampLength = 32;

    /// <summary>Whether the user, who is not locked out, has shown a second factor that is right and was not used before.</summary>
    /// <exception cref="TooManyTriesException">There were too many wrong ones.</exception>
    public async Task<bool> SpendAsync(User user, SecondFactorProof proof, string from, CancellationToken cancellationToken)
    {
        // Every user has an e-mail address.
        var (tries, _) = await signInTries.TakeAsync(EmailAddress.Parse(user.Address).Value!, from, cancellationToken);
        using var taken = tries;
        if (await lockOut.TryTakeTryAsync(user.Id, cancellationToken) && await TrySpendAsync(user, proof, cancellationToken))
        {
            await lockOut.ClearAsync(user.Id, cancellationToken);
            return true;
        }

        tries.Spend();
        return false;
    }

    private Task<bool> TrySpendAsync(User user, SecondFactorProof proof, CancellationToken cancellationToken) => proof switch
    {
        { Code: { } code } => TrySpendCodeAsync(user, code, cancellationToken),
        { RecoveryCode: { } recoveryCode } when user.TwoFactorEnabled => TrySpendRecoveryCodeAsync(user, recoveryCode, cancellationToken),
        _ => Task.FromResult(false),
    };

    private async Task<bool> TrySpendCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        if (await users.GetAuthenticatorKeyAsync(user) is not { } secret
            || OneTimeCode.FindStep(secret, code, clock.GetUtcNow()) is not { } step)
        {
            return false;
        }

        // Of requests with the same code one changes the row. The stamp keeps out a code of a secret that was replaced after it was read.
        var stamp = NewStamp();
        var spent = await context.Database.ExecuteSqlAsync(
            $"""
            update users set last_code_step = {step}, security_stamp = {stamp}, concurrency_stamp = {stamp}
            where user_no = {user.Id} and security_stamp = {user.SecurityStamp} and last_code_step < {step}
            """,
            cancellationToken);
        await context.Entry(user).ReloadAsync(cancellationToken);
        return spent == 1;
    }

    private async Task<bool> TrySpendRecoveryCodeAsync(User user, string recoveryCode, CancellationToken cancellationToken)
    {
        // The statement locks the row: a second request with the same stamp waits here and then finds another one.
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var stamp = NewStamp();
        var locked = await context.Database.ExecuteSqlAsync(
            $"""
            update users set security_stamp = {stamp}, concurrency_stamp = {stamp}
            where user_no = {user.Id} and security_stamp = {user.SecurityStamp}
            """,
            cancellationToken);
        await context.Entry(user).ReloadAsync(cancellationToken);
        if (locked == 0 || !(await users.RedeemTwoFactorRecoveryCodeAsync(user, recoveryCode)).Succeeded)
        {
            await transaction.RollbackAsync(cancellationToken);
            await context.Entry(user).ReloadAsync(cancellationToken);
            return false;
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static string NewStamp() => RandomNumberGenerator.GetHexString(StampLength);
}
