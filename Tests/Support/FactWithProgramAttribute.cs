namespace Webhooks.Tests.Support;

/// <summary>
/// A test that needs a program which is no part of what this product is built with. Without it skipped on a person's machine, failed in CI.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithProgramAttribute : FactAttribute
{
    /// <summary>Looks for the program.</summary>
    public FactWithProgramAttribute(string program)
    {
        Program = program;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, program))) && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = $"{program} was not found on PATH; the sample for it can only be run with it.";
        }
    }

    /// <summary>The program.</summary>
    public string Program { get; }
}
