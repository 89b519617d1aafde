using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>
/// Continuations: the result of a right password while the second factor is yet to be shown. An encrypted text names the user with its
/// security stamp, and is not stored. It opens nothing by itself. The stamp changes with the password, with the second factor and with each
/// use of it, and all continuations end with that.
/// </summary>
internal sealed class SignInContinuations(WebhooksDbContext context, IDataProtectionProvider provider, AccessOptions options)
{
    private readonly ITimeLimitedDataProtector protector =
        provider.CreateProtector("Webhooks.SignInContinuation.v1").ToTimeLimitedDataProtector();

    /// <summary>A continuation for a user whose password was right.</summary>
    public string Of(User user) =>
        protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{user.Id} {user.SecurityStamp}"), options.SecondFactorWithin);

    /// <summary>The user of a continuation; null = it is none, too old, or was used.</summary>
    public async Task<User?> FindUserAsync(string continuation, CancellationToken cancellationToken)
    {
        if (Read(continuation) is not { } read)
        {
            return null;
        }

        var user = await context.Users.SingleOrDefaultAsync(row => row.Id == read.UserNo, cancellationToken);
        return user is { TwoFactorEnabled: true } && user.SecurityStamp == read.Stamp ? user : null;
    }

    private (long UserNo, string Stamp)? Read(string continuation)
    {
        try
        {
            return protector.Unprotect(continuation).Split(' ') is [var number, var stamp]
                ? (long.Parse(number, CultureInfo.InvariantCulture), stamp)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
