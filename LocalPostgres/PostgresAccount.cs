using System.Globalization;

namespace Webhooks.LocalPostgres;

/// <summary>The account that runs the server. PostgreSQL refuses to run as root, so root runs it as an account without rights.</summary>
internal sealed record PostgresAccount(string Name, uint UserId, uint GroupId, bool IsOther)
{
    /// <summary>The account of this process, which needs no wrapping.</summary>
    public static readonly PostgresAccount Own = new(Environment.UserName, 0, 0, false);

    /// <summary>For root: the package's own account if there is one, else the account <c>nobody</c>.</summary>
    public static async Task<PostgresAccount> UnprivilegedAsync(CancellationToken cancellationToken) =>
        await ByNameAsync("postgres", cancellationToken)
            ?? await ByNameAsync("nobody", cancellationToken)
            ?? throw new EmbeddedPostgresException(
                "PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody to run it. Start as an ordinary user.");

    /// <summary>For root: the owner of an existing cluster, since no other user may run it.</summary>
    public static async Task<PostgresAccount> OwnerOfAsync(string folder, CancellationToken cancellationToken)
    {
        var found = await ChildProcess.RunAsync(["stat", "-c", "%U %u %g", folder], null, cancellationToken);
        return found.ExitCode == 0 && Parse(found.Output) is { UserId: not 0 } owner
            ? owner
            : throw new EmbeddedPostgresException(
                $"The database folder {folder} belongs to root, who cannot run PostgreSQL. Move it away.");
    }

    /// <summary>The words to run a program as this account.</summary>
    public IEnumerable<string> Run(params IEnumerable<string> command)
    {
        if (!IsOther)
        {
            return command;
        }

        // setpriv replaces itself by the program, so signals and exit codes need not be passed on: the first choice.
        if (ChildProcess.IsOnPath("setpriv"))
        {
            return [
                "setpriv", string.Create(CultureInfo.InvariantCulture, $"--reuid={UserId}"),
                string.Create(CultureInfo.InvariantCulture, $"--regid={GroupId}"), "--clear-groups", "--", .. command];
        }

        return ChildProcess.IsOnPath("runuser")
            ? ["runuser", "-u", Name, "--", .. command]
            : throw new EmbeddedPostgresException(
                "PostgreSQL refuses to run as root, and neither setpriv nor runuser (package util-linux) is here. Start as an ordinary user.");
    }

    /// <summary>Whether this account can get into the folder, which includes every folder above it.</summary>
    public async Task<bool> CanEnterAsync(string folder, CancellationToken cancellationToken) =>
        !IsOther || (await ChildProcess.RunAsync(Run("test", "-x", folder), null, cancellationToken)).ExitCode == 0;

    private static async Task<PostgresAccount?> ByNameAsync(string name, CancellationToken cancellationToken)
    {
        var user = await ChildProcess.RunAsync(["id", "-u", name], null, cancellationToken);
        var group = await ChildProcess.RunAsync(["id", "-g", name], null, cancellationToken);
        return user.ExitCode == 0 && group.ExitCode == 0 ? Parse($"{name} {user.Output} {group.Output}") : null;
    }

    private static PostgresAccount? Parse(string nameAndIds) =>
        nameAndIds.Split(' ') is [var name, var user, var group]
            && uint.TryParse(user, CultureInfo.InvariantCulture, out var userId)
            && uint.TryParse(group, CultureInfo.InvariantCulture, out var groupId)
            ? new PostgresAccount(name, userId, groupId, true)
            : null;
}
