namespace Webhooks.LocalPostgres;

/// <summary>
/// The permissions used in the data folder. Does nothing on Windows, which has no such permissions and is refused at the start.
/// </summary>
internal static class UnixModes
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The account that runs the server for root passes through by its group, and sees nothing on its way.</summary>
    public const UnixFileMode GroupPasses = OwnerOnly | UnixFileMode.GroupExecute;

    public const UnixFileMode OwnerWritesAllRead = OwnerOnly
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    /// <summary>Opens a file for writing that, when this creates it, only its owner can read.</summary>
    public static FileStream OpenPrivate(string path, FileMode mode, FileShare share = FileShare.ReadWrite)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
