using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Webhooks.Standalone.Postgres;

/// <summary>The database files, their password and their settings.</summary>
internal sealed class PostgresCluster(DataFolder data, ClusterPlace place, PostgresPrograms programs, EmbeddedPostgresOptions options)
{
    public const string DatabaseName = "webhooks";
    private const string UserName = "webhooks";

    /// <summary>Where postmaster.pid names the port, counted from 0.</summary>
    private const int PortLine = 3;

    private string? password;

    public string Folder => place.Folder;

    public string LogFile => data.LogFile;

    public PostgresAccount Account => place.Account;

    public string SettingsFile => Path.Combine(Folder, "webhooks.conf");

    /// <summary>The words that start the server in the foreground.</summary>
    public IEnumerable<string> ServerCommand => [programs.Server, "-D", Folder, "-c", $"config_file={SettingsFile}"];

    /// <summary>Shown in the title of every process of this server, by which a later start finds what was left running.</summary>
    public static string NameOf(string folder) => "webhooks-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12];

    public string ConnectionString(int port, string database) => ConnectionString(Folder, port, database, password);

    /// <summary>Connects to the server that runs on a folder, whoever started it; null when none answers.</summary>
    public static async Task<string?> FindRunningAsync(DataFolder data, CancellationToken cancellationToken)
    {
        try
        {
            var folder = File.Exists(data.LocationFile) ? (await File.ReadAllTextAsync(data.LocationFile, cancellationToken)).Trim() : data.ClusterFolder;
            var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "postmaster.pid"), cancellationToken);
            if (lines.Length <= PortLine || !int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var port))
            {
                return null;
            }

            var found = ConnectionString(folder, port, DatabaseName, (await File.ReadAllTextAsync(data.PasswordFile, cancellationToken)).Trim());
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(found) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            return found;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NpgsqlException)
        {
            return null; // No server has written there, or the one that did is gone.
        }
    }

    private static string ConnectionString(string folder, int port, string database, string? password) => new NpgsqlConnectionStringBuilder
    {
        Host = ServerSocket.HostOf(folder),
        Port = port,
        Database = database,
        Username = UserName,
        Password = password,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>Creates the files beside their place and moves them there when complete, so that a killed first start leaves no half cluster.</summary>
    public async Task CreateIfMissingAsync(CancellationToken cancellationToken)
    {
        var exists = File.Exists(Path.Combine(Folder, "PG_VERSION"));
        await ReadOrMakePasswordAsync(exists, cancellationToken);
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

        // The password goes in through a pipe made by the server's own account: a file or pipe of root would be closed to it.
        List<string> initdb = [
            programs.Initdb, "--pgdata", draft, "--username", UserName, "--pwfile", "/dev/stdin", "--auth", "scram-sha-256", "--encoding", "UTF8",
            "--locale", "C", "--lc-ctype", OperatingSystem.IsMacOS() ? "UTF-8" : "C.UTF-8"];
        if (options.Settings.TryGetValue("fsync", out var fsync) && fsync == "off")
        {
            initdb.Add("--no-sync");
        }

        var made = await ChildProcess.RunAsync(
            place.Account.Run(["sh", "-c", "cat | \"$@\"", "sh", .. initdb]), password + "\n", cancellationToken);
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

    public async Task CreateDatabaseIfMissingAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            // Not pooled: nothing may keep a connection to a database that is used for this one question.
            var server = new NpgsqlConnectionStringBuilder(ConnectionString(port, "postgres")) { Pooling = false };
            await using var connection = new NpgsqlConnection(server.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var question = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection);
            question.Parameters.AddWithValue(DatabaseName);
            if (await question.ExecuteScalarAsync(cancellationToken) is null)
            {
                await using var create = new NpgsqlCommand($"CREATE DATABASE {DatabaseName}", connection);
                await create.ExecuteNonQueryAsync(cancellationToken);
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

    private async Task ReadOrMakePasswordAsync(bool clusterExists, CancellationToken cancellationToken)
    {
        if (File.Exists(data.PasswordFile))
        {
            password = (await File.ReadAllTextAsync(data.PasswordFile, cancellationToken)).Trim();
        }

        if (!string.IsNullOrEmpty(password))
        {
            return;
        }

        if (clusterExists)
        {
            throw new EmbeddedPostgresException(
                $"{data.PasswordFile} is missing, without which nobody can read the database in {Folder}. Put it back, or start afresh with another --data folder.");
        }

        password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        await using var file = UnixModes.OpenPrivate(data.PasswordFile, FileMode.Create);
        await file.WriteAsync(Encoding.ASCII.GetBytes(password + "\n"), cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
