namespace Webhooks.AppHost;

/// <summary>PostgreSQL and Redis without a container engine.</summary>
internal static class LocalPrograms
{
    /// <summary>Configuration: the folder of the embedded PostgreSQL; relative to the current directory.</summary>
    private const string DataSetting = "Data";

    private const string Redis = "redis-server";

    /// <summary>Where the embedded PostgreSQL keeps its data: beside that of <c>./webhooks up</c>, so that both can run at once.</summary>
    public static string DataFolder(IDistributedApplicationBuilder builder) => Path.GetFullPath(
        builder.Configuration[DataSetting] is { Length: > 0 } chosen
            ? chosen
            : Path.Combine(builder.AppHostDirectory, "..", ".data", "apphost"));

    /// <summary>The path of redis-server.</summary>
    /// <exception cref="StartException">It is not on the PATH.</exception>
    public static string FindRedis() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(static folder => Path.Combine(folder, Redis)).FirstOrDefault(File.Exists)
        ?? throw new StartException(
            $"{Redis} is not on the PATH. Install it (Debian: apt-get install {Redis}; macOS: brew install redis), or start Docker or Podman.");
}
