using System.Runtime.InteropServices;
using Npgsql;
using Webhooks.LocalPostgres;

namespace Webhooks.Standalone;

/// <summary>The edge of the process: signals in, exit code and error message out.</summary>
internal static class StandaloneProcess
{
    /// <summary>Runs a command until it ends or a signal asks for the stop.</summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> command)
    {
        using var stopping = new CancellationTokenSource();
        var signals = new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT };
        var registrations = signals.Select(signal => PosixSignalRegistration.Create(signal, received =>
        {
            received.Cancel = true;
            stopping.Cancel();
        })).ToList();
        try
        {
            return await command(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return 0;
        }
        catch (EmbeddedPostgresException) when (stopping.IsCancellationRequested)
        {
            return 0; // Ctrl+C reaches the programs that set the database up as well; that they ended is no failure.
        }
        catch (Exception exception) when (exception is EmbeddedPostgresException or StandaloneException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (NpgsqlException exception)
        {
            await Console.Error.WriteLineAsync($"The database cannot be used: {exception.Message}");
            return 1;
        }
        finally
        {
            registrations.ForEach(static registration => registration.Dispose());
        }
    }
}
