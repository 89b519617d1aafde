namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>An <c>az</c> that starts jobs and tells of their execution what the test wants.</summary>
internal sealed class FakeAzureCli : IDisposable
{
    private const string Script = """
        #!/bin/sh
        cd "$(dirname "$0")"
        echo "$*" >> calls
        case "$*" in
          "containerapp job start "*) cat execution ;;
          "containerapp job execution show "*)
            head -n 1 statuses
            [ "$(wc -l < statuses)" -eq 1 ] || sed -i 1d statuses ;;
        esac
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("webhooks-az-").FullName;

    /// <summary>An <c>az</c> that starts an execution and then says these statuses; the last one again and again.</summary>
    public FakeAzureCli(string execution, params string[] statuses)
    {
        var program = Path.Combine(folder, "az");
        File.WriteAllText(program, Script.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        File.WriteAllText(Path.Combine(folder, "execution"), execution);
        File.WriteAllLines(Path.Combine(folder, "statuses"), statuses);
        File.WriteAllText(Path.Combine(folder, "calls"), "");
    }

    /// <summary>What it was called with.</summary>
    public IReadOnlyList<string> Calls => File.ReadAllLines(Path.Combine(folder, "calls"));

    /// <summary>Variables with which a script finds this one instead of the real one.</summary>
    public Dictionary<string, string> Environment => new()
    {
        ["PATH"] = $"{folder}:{System.Environment.GetEnvironmentVariable("PATH")}",
        ["AZURE_SUBSCRIPTION_ID"] = "subscription",
        ["AZURE_RESOURCE_GROUP"] = "rg-test",
        ["MIGRATION_POLL_SECONDS"] = "0",
        ["MIGRATION_POLLS"] = "5",
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
