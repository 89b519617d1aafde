using Npgsql;
using Webhooks.Core.Database;

namespace Webhooks.DeliveryWorker.Engine;

/// <summary>Listens to channels of the database, on another connection whenever one is lost.</summary>
internal static class ListenLoop
{
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    /// <summary>Listens until cancelled.</summary>
    /// <param name="dataSource">The pool.</param>
    /// <param name="channels">Fixed names, no input.</param>
    /// <param name="receive">Gets channel and payload.</param>
    /// <param name="look">Looks for work that was signalled while no connection listened: called whenever a connection has begun to
    /// listen.</param>
    /// <param name="failed">Notes why a connection was lost, or could not be opened.</param>
    /// <param name="clock">Waits between two connections.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(
        NpgsqlDataSource dataSource, IReadOnlyList<string> channels, Action<string, string> receive, Action look, Action<Exception> failed,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await using var listener = await NotificationListener.OpenAsync(dataSource, channels, receive, cancellationToken);
                look();
                while (true)
                {
                    await listener.WaitAsync(cancellationToken);
                }
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
            {
                failed(exception);
                await Task.Delay(ReconnectAfter, clock, cancellationToken);
            }
        }
    }
}
