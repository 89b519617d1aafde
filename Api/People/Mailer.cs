using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;

namespace Webhooks.Api.People;

/// <summary>Sends mail, one connection each: there is little of it.</summary>
internal sealed partial class Mailer(MailOptions options, ILogger<Mailer> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether there is a server to send by.</summary>
    public bool IsConfigured => options.IsConfigured;

    /// <summary>Sends a letter. False when the server does not take it, which the log says more of.</summary>
    public async Task<bool> TrySendAsync(EmailAddress to, Letter letter, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var message = MessageOf(to, letter);
            using var client = new SmtpClient();
            await client.ConnectAsync(options.Host!, options.Port, SecurityOf(options.Security), patience.Token);
            if (options.UserName is { } name)
            {
                await client.AuthenticateAsync(name, options.Password ?? string.Empty, patience.Token);
            }

            await client.SendAsync(message, patience.Token);
            await client.DisconnectAsync(quit: true, patience.Token);
            return true;
        }
        catch (Exception exception) when (exception is CommandException or ProtocolException or ServiceNotConnectedException
            or ServiceNotAuthenticatedException or AuthenticationException or SslHandshakeException or SocketException or IOException
            or NotSupportedException or ParseException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            MailerLog.NotSent(logger, letter.Kind, exception);
            return false;
        }
    }

    // With a mail server, the options must have its name and a sender address.
    private MimeMessage MessageOf(EmailAddress to, Letter letter) => new(
        [new MailboxAddress(options.FromName, options.From!)],
        [new MailboxAddress(string.Empty, to.Text)],
        letter.Subject,
        new TextPart("plain") { Text = letter.Text })
    {
        // So that no server answers with a note of absence (RFC 3834 section 5).
        Headers = { { "Auto-Submitted", "auto-generated" } },
    };

    private static SecureSocketOptions SecurityOf(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    private static partial class MailerLog
    {
        [LoggerMessage(EventIds.MailNotSent, LogLevel.Warning, "The mail server did not take a mail ({Kind}).")]
        public static partial void NotSent(ILogger logger, LetterKind kind, Exception exception);
    }
}
