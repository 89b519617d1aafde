using System.Globalization;
using System.Net.Sockets;

namespace Webhooks.Benchmarks.Rigging;

/// <summary>A Redis of the rig's own, where the machine has one.</summary>
internal static class RedisProcess
{
    private const string Program = "redis-server";

    public static bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, Program)));

    public static string ConnectionString(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    public static Task<ServiceProcess> StartAsync(int port, string logFolder, CancellationToken cancellationToken)
    {
        string[] words = [
            Program, "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
            "--dir", logFolder];
        return ServiceProcess.StartProgramAsync(
            Program, words, new Dictionary<string, string>(), logFolder, IsReadyAsync, cancellationToken);

        async Task<bool> IsReadyAsync(CancellationToken patience)
        {
            try
            {
                using var connection = new TcpClient();
                await connection.ConnectAsync("127.0.0.1", port, patience);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
