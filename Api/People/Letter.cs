namespace Webhooks.Api.People;

/// <summary>The kinds of letters.</summary>
internal enum LetterKind
{
    Invitation,
    PasswordReset,
}

/// <summary>The text of a mail, without the address it goes to.</summary>
/// <param name="Kind">Its kind, for the log.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text; has the link, so it is not logged.</param>
internal sealed record Letter(LetterKind Kind, string Subject, string Text)
{
    /// <summary>Invites a person to a tenant.</summary>
    public static Letter Invite(string tenantId, Uri link, DateTimeOffset until) => new(
        LetterKind.Invitation,
        $"Invitation to {tenantId} on Webhooks",
        $"""
        You are invited to the tenant {tenantId} on Webhooks.

        Choose a password here; the link works once, until {Moment(until)}:
        {link}

        If you do not know what this is about, do nothing.
        """);

    /// <summary>Lets a user choose a new password.</summary>
    /// <param name="tenantIds">The tenants it is a member of, by which people with several users tell them apart.</param>
    /// <param name="link">Where.</param>
    /// <param name="until">When the link ceases to work.</param>
    public static Letter Reset(IReadOnlyList<string> tenantIds, Uri link, DateTimeOffset until) => new(
        LetterKind.PasswordReset,
        "Your password on Webhooks",
        $"""
        You, or somebody else, asked for a new password on Webhooks for {Describe(tenantIds)}.

        Choose it here; the link works once, until {Moment(until)}:
        {link}

        If it was not you, do nothing: your password stays as it is.
        """);

    private static string Describe(IReadOnlyList<string> tenantIds) =>
        tenantIds.Count == 0 ? "this address" : $"the member of {string.Join(", ", tenantIds)} with this address";

    private static string Moment(DateTimeOffset at) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
}
