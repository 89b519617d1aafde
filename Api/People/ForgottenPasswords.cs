using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;

namespace Webhooks.Api.People;

/// <summary>
/// Sends links to people who forgot their password, one after the other beside the requests: neither the answer nor its time shows whether
/// an address has a user. Links not yet sent when the process ends are lost, and people ask again.
/// </summary>
internal sealed partial class ForgottenPasswords(
    IServiceScopeFactory scopes, Mailer mailer, TimeProvider clock, ILogger<ForgottenPasswords> logger) : BackgroundService
{
    private const int MostWaiting = 1_000;

    /// <summary>After each try that failed.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.Zero];

    private readonly Channel<EmailAddress> asked = Channel.CreateBounded<EmailAddress>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Sends links to an address soon, if it has users. False = too many wait already.</summary>
    public bool TryAsk(EmailAddress address) => asked.Writer.TryWrite(address);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var address in asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await SendAsync(address, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                ForgottenPasswordsLog.NotLookedUp(logger, exception);
            }
        }
    }

    private async Task SendAsync(EmailAddress asked, CancellationToken cancellationToken)
    {
        foreach (var (address, letter) in await WriteAsync(asked, cancellationToken))
        {
            foreach (var pause in Pauses)
            {
                if (await mailer.TrySendAsync(address, letter, cancellationToken))
                {
                    break;
                }

                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }

    /// <summary>
    /// To the addresses of the users and not to the one that was typed in: letters that count as the same may be another mailbox's.
    /// </summary>
    private async Task<IReadOnlyList<(EmailAddress, Letter)>> WriteAsync(EmailAddress asked, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var resets = scope.ServiceProvider.GetRequiredService<PasswordResets>();
        var context = scope.ServiceProvider.GetRequiredService<WebhooksDbContext>();
        var letters = new List<(EmailAddress, Letter)>();
        foreach (var user in await scope.ServiceProvider.GetRequiredService<UsersByAddress>().FindAsync(asked, cancellationToken))
        {
            var (token, until) = await resets.MakeAsync(user.Id, mailed: true, cancellationToken);
            var tenantIds = await context.Members.Where(row => row.UserNo == user.Id)
                .Join(context.Tenants, row => row.TenantNo, tenant => tenant.TenantNo, (_, tenant) => tenant.Id)
                .OrderBy(id => id).ToListAsync(cancellationToken);
            if (EmailAddress.Parse(user.Address).Value is { } address)
            {
                letters.Add((address, Letter.Reset(tenantIds, resets.LinkOf(token)!, until))); // Demanded at the start, where mail is sent.
            }
        }

        return letters;
    }

    private static partial class ForgottenPasswordsLog
    {
        [LoggerMessage(EventIds.PasswordResetNotMade, LogLevel.Warning,
            "A link for a new password could not be made; the person has to ask again.")]
        public static partial void NotLookedUp(ILogger logger, Exception exception);
    }
}
