using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>
/// Lets a few passwords be checked at a time: each takes about 100 ms of a processor, on purpose, and everything else is to go on
/// meanwhile. Those of users from where they have signed in before have a place of their own, so that strangers cannot make them wait.
/// </summary>
internal sealed class PasswordQueue(AccessOptions options, IPasswordHasher<User> hasher) : IDisposable
{
    private static readonly User NobodyInParticular = new() { PublicId = string.Empty, Name = string.Empty, CreatedAt = default };

    private readonly ConcurrencyLimiter strangers = Places(Math.Max(1, Environment.ProcessorCount / 2), options.MaxWaitingPasswords);
    private readonly ConcurrencyLimiter known = Places(1, options.MaxWaitingPasswords);

    /// <summary>
    /// Made beforehand: to make it takes as long as a check, which would tell the first unknown address from a known one.
    /// </summary>
    private readonly string someHash = hasher.HashPassword(NobodyInParticular, SecretToken.ForSession());

    /// <summary>A place, to be disposed of after the check.</summary>
    /// <param name="isKnown">The user has signed in from the same place before.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="TooManyTriesException">There is none.</exception>
    public async Task<IDisposable> WaitAsync(bool isKnown, CancellationToken cancellationToken)
    {
        var lease = await (isKnown ? known : strangers).AcquireAsync(1, cancellationToken);
        if (!lease.IsAcquired)
        {
            lease.Dispose();
            throw new TooManyTriesException(TimeSpan.FromSeconds(1));
        }

        return lease;
    }

    /// <summary>Takes as long as a check.</summary>
    public void Pretend(string password) => hasher.VerifyHashedPassword(NobodyInParticular, someHash, password);

    public void Dispose()
    {
        strangers.Dispose();
        known.Dispose();
    }

    private static ConcurrencyLimiter Places(int atATime, int waiting) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = atATime,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
}
