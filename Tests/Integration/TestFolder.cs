using Webhooks.LocalPostgres;

namespace Webhooks.Tests.Integration;

internal static class TestFolder
{
    /// <summary>A folder of its own that the account running the server for root can enter, unlike what the framework makes.</summary>
    public static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("webhooks-").FullName;
        UnixModes.Set(folder, UnixModes.OwnerWritesAllRead);
        return folder;
    }
}
