using System.ComponentModel;
using System.Diagnostics;

namespace Webhooks.AppHost;

/// <summary>Whether PostgreSQL and Redis are containers.</summary>
internal static class ContainerEngine
{
    /// <summary>Configuration: <c>true</c> or <c>false</c> chooses; left out, the answer of an engine does.</summary>
    private const string Setting = "Containers";

    /// <summary>Aspire's own setting of which engine it uses.</summary>
    private const string EngineSetting = "ASPIRE_CONTAINER_RUNTIME";

    /// <summary>An engine that is only just starting takes longer; then the setting says it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Decides, and says how.</summary>
    /// <exception cref="StartException">The setting is neither <c>true</c> nor <c>false</c>.</exception>
    public static bool IsChosen(IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return true;
        }

        if (builder.Configuration[Setting] is { Length: > 0 } setting)
        {
            return bool.TryParse(setting, out var chosen)
                ? chosen
                : throw new StartException($"--{Setting} takes true or false, not '{setting}'.");
        }

        string[] engines = builder.Configuration[EngineSetting] is { Length: > 0 } engine ? [engine] : ["docker", "podman"];
        var found = engines.FirstOrDefault(Answers);
        Console.WriteLine(found is null
            ? $"PostgreSQL and Redis: programs of this machine, because no container engine answers ({string.Join(", ", engines)}). To insist on containers: --{Setting}=true"
            : $"PostgreSQL and Redis: containers ({found}). To use programs of this machine instead: --{Setting}=false");
        return found is not null;
    }

    private static bool Answers(string engine)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(engine, ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null)
            {
                return false;
            }

            // Both streams are read, or an engine with much to say would wait for a reader.
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (process.WaitForExit(Patience))
            {
                return process.ExitCode == 0;
            }

            process.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            return false; // It is not installed.
        }
    }
}
