using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using MimeKit;

namespace Webhooks.Api.People;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS, and nothing is sent without it; usual on port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte; usual on port 465.</summary>
    Tls,

    /// <summary>Not at all: for a server on the same machine or network.</summary>
    None,
}

/// <summary>Configuration section <c>Mail</c>: the server (SMTP) that invitations and password resets are sent by.</summary>
public sealed class MailOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "Mail";

    /// <summary>Name or address of the server; null = nothing is sent, and administrators pass links on themselves.</summary>
    public string? Host { get; init; }

    /// <summary>Port of the server, 1 to 65535.</summary>
    [Range(1, 65_535, ErrorMessage = "Mail:Port must be from {1} to {2}.")]
    public int Port { get; init; } = 587;

    /// <summary>How the connection is protected.</summary>
    [EnumDataType(typeof(MailSecurity), ErrorMessage = "Mail:Security must be StartTls, Tls or None.")]
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Name to sign in to the server with; null = without signing in.</summary>
    public string? UserName { get; init; }

    /// <summary>Password for <see cref="UserName"/>.</summary>
    public string? Password { get; init; }

    /// <summary>E-mail address that mail comes from. Needed with <see cref="Host"/>.</summary>
    public string? From { get; init; }

    /// <summary>Name that mail comes from.</summary>
    public string FromName { get; init; } = "Webhooks";

    /// <summary>Whether there is a server.</summary>
    [MemberNotNullWhen(true, nameof(Host))]
    public bool IsConfigured => !string.IsNullOrEmpty(Host);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsConfigured && !(From is not null && MailboxAddress.TryParse(From, out _)))
        {
            yield return new ValidationResult("Mail:From must be the e-mail address that mail comes from, because Mail:Host is set.");
        }

        if (UserName is not null && Security is MailSecurity.None && Host is not ("localhost" or "127.0.0.1" or "::1"))
        {
            yield return new ValidationResult("Mail:UserName needs Mail:Security StartTls or Tls: the password would travel in the clear.");
        }
    }
}
