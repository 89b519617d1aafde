using System.ComponentModel.DataAnnotations;

namespace Webhooks.Api.Access;

/// <summary>Configuration section <c>Access</c>: how long people stay signed in, and how often they may be wrong.</summary>
public sealed class AccessOptions
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "Access";

    /// <summary>A session that is not used for this long ends. Default 12 hours, 1 second to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromHours(12);

    /// <summary>A session ends this long after the sign-in, however much it is used. Default 14 days, 1 second to 90 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long an invitation is good for. Default 7 days, 1 second to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan InvitationLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a link for a new password is good for. Default 1 hour, 1 second to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan PasswordResetLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after the password the second factor may follow. Default 5 minutes, 1 second to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SecondFactorWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Wrong passwords and codes in a row that lock a user out. Default 5, 1 to 100.</summary>
    [Range(1, 100)]
    public int MaxFailedSignIns { get; init; } = 5;

    /// <summary>For how long. Default 15 minutes, 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LockedOutFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Characters a password must have. Default 12, 8 to 64.</summary>
    [Range(8, 64)]
    public int MinimumPasswordLength { get; init; } = 12;

    /// <summary>
    /// Passwords that wait to be checked, which takes about 100 ms of a processor each; more get 429. Default 64, 1 to 10,000.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxWaitingPasswords { get; init; } = 64;

    /// <summary>
    /// Where the dashboard is, such as <c>https://webhooks.example.com/</c> with the slash at the end, for links to it;
    /// null = answers have only the token.
    /// </summary>
    public Uri? DashboardAddress { get; init; }

    /// <summary>
    /// A page of the dashboard that takes a token. It is behind the #, which a browser keeps to itself, so it is in no server's log.
    /// </summary>
    /// <returns>null = where the dashboard is is not configured.</returns>
    internal Uri? LinkTo(string page, string token) => DashboardAddress is { } dashboard ? new Uri(dashboard, $"{page}#{token}") : null;
}
