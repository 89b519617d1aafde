namespace Webhooks.Tests.Functional.Generators;

/// <summary>Needs Node.js and npm: without them skipped on a person's machine, failed in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithNodeAttribute : FactAttribute
{
    public FactWithNodeAttribute() =>
        Skip = Environment.GetEnvironmentVariable("CI") != "true" && !(IsOnPath("node") && IsOnPath("npm"))
            ? "node and npm were not found on PATH; the generators for TypeScript and the linters run with them."
            : null;

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
