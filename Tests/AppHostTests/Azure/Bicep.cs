using System.Reflection;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>The Bicep compiler of the package that the project file downloads. Needs no network.</summary>
internal static class Bicep
{
    private static readonly string Compiler = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static item => item.Key == "BicepCompiler").Value ?? "";

    /// <summary>The folder of the template.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "infra");

    /// <summary>Runs the compiler.</summary>
    /// <param name="environment">What <c>readEnvironmentVariable</c> finds; null = what the tests have.</param>
    /// <param name="arguments">A command of the compiler.</param>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="Xunit.Sdk.XunitException">It has something to say: a wrong type or property is a warning, with exit code
    /// 0.</exception>
    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var run = await ProgramRun.RunAsync(Compiler, arguments, environment);
        Assert.True(
            run is { ExitCode: 0, Errors: "" }, $"bicep {string.Join(' ', arguments)} ended with {run.ExitCode}: {run.Errors}{run.Output}");
        return run.Output;
    }
}
