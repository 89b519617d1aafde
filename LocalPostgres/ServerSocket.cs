using System.Text;

namespace Webhooks.LocalPostgres;

/// <summary>
/// The Unix socket of an embedded cluster, in its folder. Claims return whole envelopes, hundreds of kilobytes at a time, for which TCP on
/// the loopback stalls for 40 ms now and then (decision 0041).
/// </summary>
internal static class ServerSocket
{
    /// <summary>
    /// The host to use when there can be no socket. The server listens on it in any case, for people with a database tool.
    /// </summary>
    private const string Loopback = "127.0.0.1";

    /// <summary>Bytes of a socket's path: 103 on macOS, 107 on Linux.</summary>
    private const int LongestPath = 103;

    private const string Prefix = ".s.PGSQL.";

    /// <summary>Characters that separate hosts and ports for the client, or folders for the server.</summary>
    private static readonly char[] Separators = [',', ':', '"'];

    /// <summary>
    /// The folder the server makes its socket in; null when there can be none: on Windows, and for a path that is too long or has one of
    /// the separators.
    /// </summary>
    public static string? FolderOf(string cluster) =>
        !OperatingSystem.IsWindows() && cluster.IndexOfAny(Separators) < 0
        && Encoding.UTF8.GetByteCount(Path.Combine(cluster, $"{Prefix}{ushort.MaxValue}")) <= LongestPath
            ? cluster
            : null;

    /// <summary>The host to connect to.</summary>
    public static string HostOf(string cluster) => FolderOf(cluster) ?? Loopback;

    /// <summary>
    /// Removes the sockets that killed servers left; no server may run there. Each server had another port, so later ones do not remove
    /// them.
    /// </summary>
    public static void RemoveLeftovers(string cluster)
    {
        foreach (var file in Directory.EnumerateFiles(cluster, $"{Prefix}*"))
        {
            File.Delete(file);
        }
    }
}
