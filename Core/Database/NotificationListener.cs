using Npgsql;

namespace Webhooks.Core.Database;

/// <summary>
/// Listens to channels on a connection of the pool until it is disposed. Connections keep their settings when they return to the pool
/// (<c>DatabaseConnection</c>), so one that returned still listening would receive every notification from then on, and its next user would
/// have to read them.
/// </summary>
public sealed class NotificationListener : IAsyncDisposable
{
    private const int UnlistenTimeoutSeconds = 5;

    private readonly NpgsqlConnection connection;

    private NotificationListener(NpgsqlConnection connection) => this.connection = connection;

    /// <summary>Begins to listen; notifications sent from now on are received.</summary>
    /// <param name="dataSource">The pool.</param>
    /// <param name="channels">Fixed names, no input.</param>
    /// <param name="receive">Gets channel and payload, while <see cref="WaitAsync"/> is under way.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static async Task<NotificationListener> OpenAsync(
        NpgsqlDataSource dataSource, IReadOnlyList<string> channels, Action<string, string> receive, CancellationToken cancellationToken)
    {
        var listener = new NotificationListener(await dataSource.OpenConnectionAsync(cancellationToken));
        try
        {
            listener.connection.Notification += (_, notification) => receive(notification.Channel, notification.Payload);
            await using var command = new NpgsqlCommand(
                string.Join(';', channels.Select(channel => $"listen {channel}")), listener.connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return listener;
        }
        catch
        {
            await listener.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for a notification.</summary>
    /// <exception cref="NpgsqlException">The connection is lost.</exception>
    public Task WaitAsync(CancellationToken cancellationToken) => connection.WaitAsync(cancellationToken);

    /// <summary>Stops listening and gives the connection back.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await using var command = new NpgsqlCommand("unlisten *", connection) { CommandTimeout = UnlistenTimeoutSeconds };
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            // It may be listening still. A pool that is cleared closes the connections that are in use when they come back.
            NpgsqlConnection.ClearPool(connection);
        }

        await connection.DisposeAsync();
    }
}
