using System.Globalization;
using System.Text;

namespace Webhooks.LocalPostgres;

/// <summary>The server settings of an embedded cluster: durable, and tuned for a queue with a high turnover of rows.</summary>
internal static class PostgresSettings
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The text of the settings file. It is written at every start; settings made with ALTER SYSTEM still win over it.</summary>
    public static string Write(int port, string? socketFolder, string clusterName, IReadOnlyDictionary<string, string> extra)
    {
        var settings = new SortedDictionary<string, string>(Tuned(), StringComparer.Ordinal)
        {
            ["port"] = port.ToString(CultureInfo.InvariantCulture),
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = socketFolder ?? "",
            ["cluster_name"] = clusterName,
        };
        foreach (var (name, value) in extra)
        {
            settings[name] = value;
        }

        var text = new StringBuilder("# Written at every start. Your own settings: ALTER SYSTEM SET.\n");
        foreach (var (name, value) in settings)
        {
            var quoted = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);
            text.Append(name).Append(" = '").Append(quoted).Append("'\n");
        }

        return text.ToString();
    }

    private static Dictionary<string, string> Tuned()
    {
        // Counts the limit of a container, too.
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Megabyte;
        return new Dictionary<string, string>
        {
            ["fsync"] = "on",
            ["synchronous_commit"] = "on",
            ["full_page_writes"] = "on",
            ["max_connections"] = "200",
            ["shared_buffers"] = Megabytes(Math.Clamp(memory / 16, 64, 1024)),
            ["effective_cache_size"] = Megabytes(Math.Max(memory / 2, 256)),
            ["maintenance_work_mem"] = Megabytes(Math.Clamp(memory / 64, 32, 256)),
            ["work_mem"] = "8MB",
            ["max_wal_size"] = "2GB",
            ["checkpoint_timeout"] = "15min",
            ["wal_compression"] = "on",
            ["random_page_cost"] = "1.1",
            ["jit"] = "off", // short statements would pay for compiling, never gain by it

            // A queue's tables turn over many times an hour: dead rows have to be removed soon, or every claim has to skip them.
            ["autovacuum_naptime"] = "10s",
            ["autovacuum_vacuum_cost_limit"] = "1000",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["log_line_prefix"] = "%m [%p] ",
            ["log_checkpoints"] = "off",
        };
    }

    private static string Megabytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count}MB");
}
