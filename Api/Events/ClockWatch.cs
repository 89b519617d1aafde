using Npgsql;
using Webhooks.Core.Queue;

namespace Webhooks.Api.Events;

/// <summary>
/// Asks the database for its time, before the first request and now and then: deliveries become due by its clock, not by this machine's.
/// A failed request does no harm; the steady clock runs on until the next one.
/// </summary>
internal sealed class ClockWatch(NpgsqlDataSource dataSource, DatabaseClock clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            // The connection first: opening one takes long, and the shorter the question the more exact the answer.
            await using var connection = await dataSource.OpenConnectionAsync(patience.Token);
            await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
            var askedAt = clock.GetTimestamp();
            if (await command.ExecuteScalarAsync(patience.Token) is DateTime time)
            {
                clock.Correct(askedAt, new DateTimeOffset(time, TimeSpan.Zero), clock.GetTimestamp());
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            // A request that needs the database reports it.
        }
    }
}
