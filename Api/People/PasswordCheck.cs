using Microsoft.AspNetCore.Identity;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>
/// Checks passwords, and locks out users with too many wrong ones. Every check costs one of a user's tries before the password is
/// checked, in one statement: however many guesses arrive at once and at however many processes, no more than allowed are checked. An
/// unknown address and a user who is locked out take as long as a wrong password. Strangers wait in a queue of their own, so that they hold
/// up no user who has signed in from the same address before.
/// </summary>
internal sealed class PasswordCheck(
    UserManager<User> users, UsersByAddress people, PasswordQueue queue, LockOut lockOut, SignInTries signInTries)
{
    /// <summary>The user of an address, when the password is right and the user not locked out.</summary>
    /// <param name="address">The user's e-mail address.</param>
    /// <param name="password">The password.</param>
    /// <param name="from">Where the request comes from.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="TooManyTriesException">Too many passwords are being checked, or were wrong.</exception>
    public Task<User?> FindAsync(EmailAddress address, string password, string from, CancellationToken cancellationToken) =>
        FindAsync(address, () => people.FindAsync(address, cancellationToken), password, from, cancellationToken);

    /// <summary>Whether this is the password of the user, who is not locked out.</summary>
    /// <exception cref="TooManyTriesException">Too many passwords are being checked, or were wrong.</exception>
    public async Task<bool> HasAsync(User user, string password, string from, CancellationToken cancellationToken) =>
        EmailAddress.Parse(user.Address).Value is { } address
        && await FindAsync(address, () => Task.FromResult<IReadOnlyList<User>>([user]), password, from, cancellationToken) is not null;

    private async Task<User?> FindAsync(
        EmailAddress address, Func<Task<IReadOnlyList<User>>> find, string password, string from, CancellationToken cancellationToken)
    {
        var (tries, isKnown) = await signInTries.TakeAsync(address, from, cancellationToken);
        using var taken = tries;
        using var place = await queue.WaitAsync(isKnown, cancellationToken);
        var found = await FindRightAsync(await find(), password, cancellationToken);
        if (found is null)
        {
            tries.Spend();
        }

        return found;
    }

    private async Task<User?> FindRightAsync(IReadOnlyList<User> candidates, string password, CancellationToken cancellationToken)
    {
        if (candidates.Count == 0)
        {
            queue.Pretend(password);
        }

        var tried = new List<long>();
        foreach (var user in candidates)
        {
            if (user.PasswordHash is null || !await lockOut.TryTakeTryAsync(user.Id, cancellationToken))
            {
                queue.Pretend(password);
            }
            else if (await users.CheckPasswordAsync(user, password))
            {
                await AcceptAsync(user, tried, cancellationToken);
                return user;
            }
            else
            {
                tried.Add(user.Id);
            }
        }

        return null;
    }

    /// <summary>A right password of a user with a second factor is one half of the sign-in.</summary>
    private async Task AcceptAsync(User user, List<long> tried, CancellationToken cancellationToken)
    {
        if (user.TwoFactorEnabled)
        {
            tried.Add(user.Id);
        }
        else
        {
            await lockOut.ClearAsync(user.Id, cancellationToken);
        }

        await lockOut.ReturnTriesAsync(tried, cancellationToken);
    }
}
