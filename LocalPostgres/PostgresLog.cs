namespace Webhooks.LocalPostgres;

/// <summary>The server's log file, and the lines added to it since this start.</summary>
internal sealed class PostgresLog
{
    private const long LargestSize = 20 * 1024 * 1024;
    private const int LinesShown = 12;
    private readonly string path;
    private readonly long start;

    private PostgresLog(string path, long start)
    {
        this.path = path;
        this.start = start;
    }

    /// <summary>Creates the file for its owner only, and puts a large one of earlier starts aside.</summary>
    public static PostgresLog Open(string path)
    {
        if (File.Exists(path) && new FileInfo(path).Length > LargestSize)
        {
            File.Move(path, path + ".1", overwrite: true);
        }

        using var file = UnixModes.OpenPrivate(path, FileMode.OpenOrCreate);
        return new PostgresLog(path, file.Length);
    }

    public string LastLines()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(start, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        return string.Join('\n', reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LinesShown));
    }
}
