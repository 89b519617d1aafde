using System.Security.Cryptography;
using System.Text;

namespace Webhooks.LocalPostgres;

/// <summary>The folder of the cluster and the account that runs it.</summary>
internal sealed record ClusterPlace(string Folder, PostgresAccount Account)
{
    /// <summary>The folder for clusters of root whose data folder no other account can enter, such as one below /root.</summary>
    private const string SharedRoot = "/var/lib/webhooks";

    public static async Task<ClusterPlace> ChooseAsync(DataFolder data, Action<string> say, CancellationToken cancellationToken)
    {
        var remembered = File.Exists(data.LocationFile) ? (await File.ReadAllTextAsync(data.LocationFile, cancellationToken)).Trim() : null;
        var folder = remembered ?? data.ClusterFolder;
        if (remembered is not null && Path.GetDirectoryName(remembered) is { } home && Directory.Exists(home))
        {
            // A copied data folder names the same cluster as its original.
            data.Lock(home);
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return new ClusterPlace(folder, PostgresAccount.Own);
        }

        if (Directory.Exists(folder))
        {
            var owner = await PostgresAccount.OwnerOfAsync(folder, cancellationToken);
            return await owner.CanEnterAsync(folder, cancellationToken)
                ? new ClusterPlace(folder, owner)
                : throw new EmbeddedPostgresException(
                    $"The user {owner.Name}, who runs the database for root, cannot enter {folder}. Give the folders above it the right to pass (chmod o+x).");
        }

        var account = await PostgresAccount.UnprivilegedAsync(cancellationToken);
        if (data.IsNew)
        {
            UnixCalls.LetThrough(account, data.Root);
        }

        return remembered is null && await account.CanEnterAsync(data.Root, cancellationToken)
            ? new ClusterPlace(folder, account)
            : new ClusterPlace(await MoveOutAsync(data, account, say, cancellationToken), account);
    }

    private static async Task<string> MoveOutAsync(
        DataFolder data, PostgresAccount account, Action<string> say, CancellationToken cancellationToken)
    {
        var home = FreeHome(data.Root);
        Directory.CreateDirectory(home);
        UnixModes.Set(SharedRoot, UnixModes.OwnerWritesAllRead);
        UnixCalls.LetThrough(account, home);
        if (!await account.CanEnterAsync(home, cancellationToken))
        {
            throw new EmbeddedPostgresException(
                $"The user {account.Name}, who runs the database for root, can enter neither {data.Root} nor {home}. Choose another folder with --data.");
        }

        data.Lock(home);
        var folder = Path.Combine(home, "postgres");
        await File.WriteAllTextAsync(data.LocationFile, folder + "\n", cancellationToken);
        say($"The database lies in {folder}, because the user {account.Name}, who runs it for root, cannot enter {data.Root}.");
        return folder;
    }

    /// <summary>
    /// A folder named after the data folder. One that is taken belongs to an earlier data folder of that path and is left alone.
    /// </summary>
    private static string FreeHome(string dataRoot)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataRoot)))[..12];
        var first = Path.Combine(SharedRoot, hash);
        return Enumerable.Range(2, int.MaxValue - 2).Select(number => $"{first}-{number}").Prepend(first)
            .First(path => !Directory.Exists(path));
    }
}
