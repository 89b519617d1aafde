using System.Globalization;

namespace Webhooks.LocalPostgres;

/// <summary>The programs of one PostgreSQL installation.</summary>
internal sealed record PostgresPrograms(string Folder, int Major)
{
    private const int OldestSupported = 14;

    public string Server => Path.Combine(Folder, "postgres");

    public string Initdb => Path.Combine(Folder, "initdb");

    /// <summary>
    /// The installation to use: for an existing cluster one of the same major version, since no other can open it; else the first of
    /// <c>WEBHOOKS_POSTGRES_BIN</c>, the PATH, the folders of <c>postgres-folders.txt</c>.
    /// </summary>
    public static async Task<PostgresPrograms> FindAsync(string clusterFolder, CancellationToken cancellationToken)
    {
        var found = new List<PostgresPrograms>();
        foreach (var folder in Candidates())
        {
            if (await MajorOfAsync(folder, cancellationToken) is { } version)
            {
                found.Add(new PostgresPrograms(folder, version));
            }
        }

        if (found.Count == 0)
        {
            throw new EmbeddedPostgresException(
                $"No PostgreSQL programs (initdb, postgres) were found. Install them with: {InstallCommand}"
                + " - or set WEBHOOKS_POSTGRES_BIN to their folder, or use a server you have with --connection-string.");
        }

        return ClusterMajor(clusterFolder) is { } needed
            ? found.Find(programs => programs.Major == needed) ?? throw OtherMajor(clusterFolder, needed, found)
            : found.Find(static programs => programs.Major >= OldestSupported)
                ?? throw new EmbeddedPostgresException(
                    $"PostgreSQL {found[0].Major} in {found[0].Folder} is too old; {OldestSupported} or newer is needed.");
    }

    private static string InstallCommand =>
        OperatingSystem.IsMacOS() ? "brew install postgresql@17"
        : File.Exists("/etc/debian_version") ? "sudo apt-get install postgresql"
        : File.Exists("/etc/alpine-release") ? "apk add postgresql"
        : "sudo dnf install postgresql-server";

    private static IEnumerable<string> Candidates()
    {
        var named = Environment.GetEnvironmentVariable("WEBHOOKS_POSTGRES_BIN");
        if (!string.IsNullOrEmpty(named))
        {
            return IsInstallation(named)
                ? [Path.GetFullPath(named)]
                : throw new EmbeddedPostgresException($"WEBHOOKS_POSTGRES_BIN names {named}, which does not hold initdb and postgres.");
        }

        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return onPath.Concat(UsualFolders().SelectMany(Newest)).Where(IsInstallation).Select(RealFolder).Distinct();
    }

    private static string[] UsualFolders()
    {
        // Embedded by the project file.
        using var list = new StreamReader(typeof(PostgresPrograms).Assembly.GetManifestResourceStream("postgres-folders.txt")!);
        return list.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>The folders of a pattern such as <c>/usr/lib/postgresql/*/bin</c>, the highest version number first.</summary>
    private static IEnumerable<string> Newest(string pattern)
    {
        var versions = Path.GetDirectoryName(pattern)!; // No pattern is a root.
        var root = Path.GetDirectoryName(versions)!;
        return Directory.Exists(root)
            ? Directory.EnumerateDirectories(root, Path.GetFileName(versions))
                .OrderByDescending(static path => LeadingNumber(Path.GetFileName(path).TrimStart([.. "postgresql-@"])) ?? 0)
                .Select(path => Path.Combine(path, Path.GetFileName(pattern)))
            : [];
    }

    private static bool IsInstallation(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));

    /// <summary>A link in /usr/local/bin stands for the folder it points to, where the server's own files are.</summary>
    private static string RealFolder(string folder)
    {
        var target = File.ResolveLinkTarget(Path.Combine(folder, "postgres"), returnFinalTarget: true)?.FullName;
        return target is not null && Path.GetDirectoryName(target) is { } real && IsInstallation(real) ? real : folder;
    }

    private static async Task<int?> MajorOfAsync(string folder, CancellationToken cancellationToken)
    {
        // "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)"
        var said = await ChildProcess.TryRunAsync([Path.Combine(folder, "postgres"), "--version"], cancellationToken);
        return said is { ExitCode: 0 } && said.Output.Split(") ") is [_, var version, ..] ? LeadingNumber(version) : null;
    }

    private static int? ClusterMajor(string clusterFolder)
    {
        var file = Path.Combine(clusterFolder, "PG_VERSION");
        return File.Exists(file) ? LeadingNumber(File.ReadAllText(file)) : null;
    }

    private static int? LeadingNumber(string text) =>
        int.TryParse(string.Concat(text.TakeWhile(char.IsAsciiDigit)), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static EmbeddedPostgresException OtherMajor(string clusterFolder, int needed, List<PostgresPrograms> found) =>
        new($"The data in {clusterFolder} was written by PostgreSQL {needed}, but only PostgreSQL {string.Join(", ", found.Select(static p => p.Major))}"
            + $" is installed. Install version {needed}, set WEBHOOKS_POSTGRES_BIN to its programs, or start afresh with another --data folder.");
}
