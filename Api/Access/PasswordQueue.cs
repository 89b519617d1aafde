using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Webhooks.Core.Access;

namespace Webhooks.Api.Access;

/// <summary>
/// Lets a few passwords be checked at a time: each takes about 100 ms of a processor, on purpose, and everything else is to go on meanwhile.
/// </summary>
internal sealed class PasswordQueue(AccessOptions options, IPasswordHasher<User> hasher) : IDisposable
{
    private static readonly User NobodyInParticular = new() { PublicId = string.Empty, Name = string.Empty, CreatedAt = default };

    private readonly ConcurrencyLimiter limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Math.Max(1, Environment.ProcessorCount / 2),
        QueueLimit = options.MaxWaitingPasswords,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Made beforehand: to make it takes as long as a check, which would tell the first unknown address from a known one.</summary>
    private readonly string someHash = hasher.HashPassword(NobodyInParticular, SecretToken.ForSession());

    /// <summary>A place, to be disposed of after the check.</summary>
    /// <exception cref="PasswordQueueFullException">There is none.</exception>
    public async Task<IDisposable> WaitAsync(CancellationToken cancellationToken)
    {
        var lease = await limiter.AcquireAsync(1, cancellationToken);
        if (!lease.IsAcquired)
        {
            lease.Dispose();
            throw new PasswordQueueFullException();
        }

        return lease;
    }

    /// <summary>Takes as long as a check.</summary>
    public void Pretend(string password) => hasher.VerifyHashedPassword(NobodyInParticular, someHash, password);

    public void Dispose() => limiter.Dispose();
}
