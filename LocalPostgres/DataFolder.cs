namespace Webhooks.LocalPostgres;

/// <summary>The folder of one instance, held by an exclusive lock so that no second instance works on it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly List<FileStream> locks = [];

    private DataFolder(string root) => Root = root;

    public string Root { get; }

    /// <summary>The usual place of the cluster.</summary>
    public string ClusterFolder => Path.Combine(Root, "postgres");

    /// <summary>The file that names the cluster's folder when it cannot be inside this one.</summary>
    public string LocationFile => Path.Combine(Root, "postgres.location");

    public string PasswordFile => Path.Combine(Root, "postgres.password");

    /// <summary>Missing beside clusters of earlier versions.</summary>
    public string AdministratorPasswordFile => Path.Combine(Root, "postgres.administrator.password");

    /// <summary>Whether this start has created the folder.</summary>
    public bool IsNew { get; private set; }

    public string LogFile => Path.Combine(Root, "postgres.log");

    /// <summary>The folder without the lock, to look at another instance.</summary>
    public static DataFolder Of(string path) => new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    public static DataFolder Take(string path)
    {
        var folder = Of(path);
        try
        {
            if (!Directory.Exists(folder.Root))
            {
                Directory.CreateDirectory(folder.Root);
                UnixModes.Set(folder.Root, UnixModes.OwnerOnly);
                folder.IsNew = true;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException($"The data folder {folder.Root} cannot be created: {exception.Message}", exception);
        }

        folder.Lock(folder.Root);
        return folder;
    }

    /// <summary>Locks a folder until this object is disposed; the lock ends with the process, however that ends.</summary>
    public void Lock(string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            locks.Add(UnixModes.OpenPrivate(path, FileMode.OpenOrCreate, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new EmbeddedPostgresException(
                $"The data folder {Root} belongs to another user. Start as that user, or choose another folder with --data.", exception);
        }
        catch (IOException exception)
        {
            throw new EmbeddedPostgresException(
                $"The data folder {Root} is in use by another running instance. Stop that one, or choose another folder with --data.",
                exception);
        }
    }

    public void Delete() => Directory.Delete(Root, recursive: true);

    public void Dispose() => locks.ForEach(static held => held.Dispose());
}
