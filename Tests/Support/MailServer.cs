using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Webhooks.Tests.Support;

/// <summary>A mail server (SMTP) on a free port, with one account, that keeps what it gets.</summary>
public sealed class MailServer : IAsyncDisposable
{
    /// <summary>The only account.</summary>
    public const string UserName = "webhooks";

    /// <summary>The account's password.</summary>
    public const string Password = "the password of the mail account";

    private readonly CancellationTokenSource stop = new();
    private readonly Inbox inbox = new();
    private readonly Task running;

    private MailServer(int port)
    {
        Port = port;
        var options = new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .Endpoint(endpoint => endpoint
                .Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).AllowUnsecureAuthentication().AuthenticationRequired())
            .Build();
        var services = new ServiceProvider();
        services.Add((IMessageStore)inbox);
        services.Add((IUserAuthenticator)inbox);
        running = new SmtpServer.SmtpServer(options, services).StartAsync(stop.Token);
    }

    /// <summary>Where it listens, on the loopback.</summary>
    public int Port { get; }

    /// <summary>While true, mail is refused for the time being.</summary>
    public bool Refuses
    {
        get => inbox.Refuses;
        set => inbox.Refuses = value;
    }

    /// <summary>Everything it got so far.</summary>
    public IReadOnlyList<MimeMessage> Messages => [.. inbox.Messages];

    /// <summary>Starts one and waits until it listens.</summary>
    public static async Task<MailServer> StartAsync()
    {
        while (true)
        {
            var server = new MailServer(FreePort.Find());
            while (!server.running.IsCompleted)
            {
                try
                {
                    using var probe = new TcpClient();
                    await probe.ConnectAsync(IPAddress.Loopback, server.Port);
                    return server;
                }
                catch (SocketException)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
                }
            }

            await server.DisposeAsync(); // Somebody else has taken the port.
        }
    }

    /// <summary>How the service is configured to send by it.</summary>
    public (string Name, string? Value)[] Settings(Uri dashboard) =>
    [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", $"{Port}"), ("Mail:Security", "None"),
        ("Mail:UserName", UserName), ("Mail:Password", Password),
        ("Mail:From", "webhooks@example.com"), ("Access:DashboardAddress", dashboard.AbsoluteUri),
    ];

    /// <summary>The newest mail to an address, once there are so many.</summary>
    public async Task<MimeMessage> NextAsync(string to, int number = 1)
    {
        await Eventually.BecomesTrueAsync(() => Task.FromResult(To(to).Count >= number), $"mail {number} to {to} arrives");
        return To(to)[number - 1];
    }

    /// <summary>All mail to an address, oldest first.</summary>
    public IReadOnlyList<MimeMessage> To(string address) =>
        [.. inbox.Messages.Where(message => message.To.Mailboxes.Any(mailbox => mailbox.Address == address))];

    /// <summary>The tokens of the links in a mail.</summary>
    public static IReadOnlyList<string> TokensIn(MimeMessage message) =>
    [
        .. (message.TextBody ?? string.Empty).Split((char[])[' ', '\r', '\n']).Where(word => word.Contains('#', StringComparison.Ordinal))
            .Select(word => word.Split('#')[1]),
    ];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ContinueWith(static _ => { }, TaskScheduler.Default);
        stop.Dispose();
    }

    private sealed class Inbox : MessageStore, IUserAuthenticator
    {
        public ConcurrentQueue<MimeMessage> Messages { get; } = new();

        public bool Refuses { get; set; }

        public override async Task<SmtpResponse> SaveAsync(
            ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            if (Refuses)
            {
                return new SmtpResponse(SmtpReplyCode.ServiceUnavailable, "later");
            }

            using var stream = new MemoryStream(buffer.ToArray());
            Messages.Enqueue(await MimeMessage.LoadAsync(stream, cancellationToken));
            return SmtpResponse.Ok;
        }

        public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) =>
            Task.FromResult(user == UserName && password == Password);
    }
}
