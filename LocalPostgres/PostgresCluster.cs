using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Webhooks.LocalPostgres;

/// <summary>The database files, their password and their settings.</summary>
internal sealed class PostgresCluster(DataFolder data, ClusterPlace place, PostgresPrograms programs, EmbeddedPostgresOptions options)
{
    public const string DatabaseName = "webhooks";

    /// <summary>The account of the service: owns its database and has no rights beyond.</summary>
    private const string UserName = "webhooks";

    /// <summary>
    /// The account that sets up the server. Clusters of earlier versions have none: there the service's account has all rights.
    /// </summary>
    private const string AdministratorName = "postgres";

    /// <summary>The line of postmaster.pid that holds the port, counted from 0.</summary>
    private const int PortLine = 3;

    private string password = "";
    private string? administratorPassword;

    public string Folder => place.Folder;

    public string LogFile => data.LogFile;

    public PostgresAccount Account => place.Account;

    public string SettingsFile => Path.Combine(Folder, "webhooks.conf");

    /// <summary>The words that start the server in the foreground.</summary>
    public IEnumerable<string> ServerCommand => [programs.Server, "-D", Folder, "-c", $"config_file={SettingsFile}"];

    /// <summary>Shown in the title of every process of this server, by which a later start finds leftover processes.</summary>
    public static string NameOf(string folder) =>
        "webhooks-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];

    public string ConnectionString(int port, string database) => ConnectionString(Folder, port, database, UserName, password);

    public string AdministratorConnectionString(int port, string database) => administratorPassword is { } secret
        ? ConnectionString(Folder, port, database, AdministratorName, secret)
        : ConnectionString(port, database);

    /// <summary>Connects to the server that runs on a folder, regardless of which program started it; null when none answers.</summary>
    public static async Task<string?> FindRunningAsync(DataFolder data, CancellationToken cancellationToken)
    {
        try
        {
            var folder = File.Exists(data.LocationFile)
                ? (await File.ReadAllTextAsync(data.LocationFile, cancellationToken)).Trim()
                : data.ClusterFolder;
            var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "postmaster.pid"), cancellationToken);
            if (lines.Length <= PortLine || !int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var port))
            {
                return null;
            }

            var password = (await File.ReadAllTextAsync(data.PasswordFile, cancellationToken)).Trim();
            var found = ConnectionString(folder, port, DatabaseName, UserName, password);
            await using var connection = new NpgsqlConnection(
                new NpgsqlConnectionStringBuilder(found) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return found;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NpgsqlException)
        {
            return null; // No server has written there, or that server has stopped.
        }
    }

    private static string ConnectionString(string folder, int port, string database, string user, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = ServerSocket.HostOf(folder),
            Port = port,
            Database = database,
            Username = user,
            Password = password,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    /// <summary>
    /// Creates the files in a temporary folder beside the cluster's and moves them there when complete, so that a killed first start leaves
    /// no incomplete cluster.
    /// </summary>
    public async Task CreateIfMissingAsync(CancellationToken cancellationToken)
    {
        var exists = File.Exists(Path.Combine(Folder, "PG_VERSION"));
        password = await ReadOrMakePasswordAsync(data.PasswordFile, exists, cancellationToken);
        administratorPassword = exists && !File.Exists(data.AdministratorPasswordFile)
            ? null
            : await ReadOrMakePasswordAsync(data.AdministratorPasswordFile, exists, cancellationToken);
        if (exists)
        {
            return;
        }

        var draft = Folder + ".new";
        if (Directory.Exists(draft))
        {
            Directory.Delete(draft, recursive: true);
        }

        Directory.CreateDirectory(draft);
        UnixModes.Set(draft, UnixModes.OwnerOnly);
        UnixCalls.GiveTo(place.Account, draft);

        // The password goes in through a pipe made by the server's own account: it could not open a file or pipe of root.
        List<string> initdb = [
            programs.Initdb, "--pgdata", draft, "--username", AdministratorName, "--pwfile", "/dev/stdin", "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--locale", "C", "--lc-ctype", OperatingSystem.IsMacOS() ? "UTF-8" : "C.UTF-8"];
        if (options.Settings.TryGetValue("fsync", out var fsync) && fsync == "off")
        {
            initdb.Add("--no-sync");
        }

        var made = await ChildProcess.RunAsync(
            place.Account.Run(["sh", "-c", "cat | \"$@\"", "sh", .. initdb]), administratorPassword + "\n", cancellationToken);
        if (made.ExitCode != 0)
        {
            throw new EmbeddedPostgresException($"The database could not be created in {Folder}:\n{made.Errors}");
        }

        Directory.Move(draft, Folder);
    }

    public async Task WriteSettingsAsync(int port, CancellationToken cancellationToken)
    {
        ServerSocket.RemoveLeftovers(Folder);
        var settings = PostgresSettings.Write(port, ServerSocket.FolderOf(Folder), NameOf(Folder), options.Settings);
        if (File.Exists(SettingsFile) && await File.ReadAllTextAsync(SettingsFile, cancellationToken) == settings)
        {
            // Writing them again would empty the file first, and on a full disk it would stay empty.
            return;
        }

        var written = await ChildProcess.RunAsync(
            place.Account.Run("sh", "-c", "umask 077; cat >\"$1\"", "sh", SettingsFile),
            settings,
            cancellationToken);
        if (written.ExitCode != 0)
        {
            throw new EmbeddedPostgresException(
                $"The database folder {Folder} cannot be written to ({written.Errors}). Start as its owner, or choose another folder with --data.");
        }
    }

    /// <summary>Creates the service's account and its database; parts that a killed first start has already created stay.</summary>
    public async Task CreateDatabaseIfMissingAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            // Not pooled: no pool may keep a connection to a database that is used for this one query.
            var server = new NpgsqlConnectionStringBuilder(AdministratorConnectionString(port, "postgres")) { Pooling = false };
            await using var connection = new NpgsqlConnection(server.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            foreach (var (question, name, create) in new[]
            {
                ("SELECT 1 FROM pg_roles WHERE rolname = $1", UserName, $"CREATE ROLE {UserName} LOGIN PASSWORD '{password}'"),
                ("SELECT 1 FROM pg_database WHERE datname = $1", DatabaseName, $"CREATE DATABASE {DatabaseName} OWNER {UserName}"),
            })
            {
                await using var exists = new NpgsqlCommand(question, connection) { Parameters = { new() { Value = name } } };
                if (await exists.ExecuteScalarAsync(cancellationToken) is null)
                {
                    await using var command = new NpgsqlCommand(create, connection);
                    await command.ExecuteNonQueryAsync(cancellationToken);
                }
            }
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new EmbeddedPostgresException(
                $"{data.PasswordFile} does not hold the password of the database in {Folder}. Put the right file back.", exception);
        }
        catch (NpgsqlException exception)
        {
            throw new EmbeddedPostgresException($"The database in {Folder} started but gave no answer: {exception.Message}", exception);
        }
    }

    public void Delete()
    {
        if (Folder == data.ClusterFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
        else if (Path.GetDirectoryName(Folder) is { } home)
        {
            Directory.Delete(home, recursive: true);
        }
    }

    private async Task<string> ReadOrMakePasswordAsync(string passwordFile, bool clusterExists, CancellationToken cancellationToken)
    {
        var known = File.Exists(passwordFile) ? (await File.ReadAllTextAsync(passwordFile, cancellationToken)).Trim() : "";
        if (known.Length > 0)
        {
            return known;
        }

        if (clusterExists)
        {
            throw new EmbeddedPostgresException(
                $"{passwordFile} is missing, without which nobody can read the database in {Folder}. "
                + "Put it back, or start afresh with another --data folder.");
        }

        var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await using var file = UnixModes.OpenPrivate(passwordFile, FileMode.Create);
        await file.WriteAsync(Encoding.ASCII.GetBytes(made + "\n"), cancellationToken);
        file.Flush(flushToDisk: true);
        return made;
    }
}
