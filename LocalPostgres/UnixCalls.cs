using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Webhooks.LocalPostgres;

/// <summary>System calls that .NET has no method for: signals other than KILL, and giving a folder to another account.</summary>
internal static partial class UnixCalls
{
    private const int NoSuchProcess = 3;
    private const uint Unchanged = uint.MaxValue;

    /// <summary>Sends a signal; a process that has ended meanwhile is no error.</summary>
    public static void Send(Signal signal, int processId)
    {
        if (Kill(processId, (int)signal) != 0 && Marshal.GetLastPInvokeError() != NoSuchProcess)
        {
            throw new EmbeddedPostgresException(
                $"The database process {processId} of an earlier start cannot be stopped: {Marshal.GetLastPInvokeErrorMessage()}. Stop it as its owner.");
        }
    }

    /// <summary>Makes the account the owner of the folder, unless it is the one that created it.</summary>
    public static void GiveTo(PostgresAccount account, string folder)
    {
        if (account.IsOther && ChangeOwner(folder, account.UserId, account.GroupId) != 0)
        {
            throw new EmbeddedPostgresException(
                $"{folder} cannot be given to the user {account.Name}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
        }
    }

    /// <summary>Lets the account pass through a folder that stays the caller's, and nobody else.</summary>
    public static void LetThrough(PostgresAccount account, string folder)
    {
        if (ChangeOwner(folder, Unchanged, account.GroupId) != 0)
        {
            throw new EmbeddedPostgresException(
                $"{folder} cannot be opened to the user {account.Name}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
        }

        UnixModes.Set(folder, UnixModes.GroupPasses);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint userId, uint groupId);
}
