namespace Webhooks.Tests.Functional.Dashboard;

/// <summary>A test that needs a program which is no part of what this product is built with; skipped where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithProgramAttribute : FactAttribute
{
    public FactWithProgramAttribute(string program)
    {
        Program = program;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, program))))
        {
            Skip = $"{program} was not found on PATH; the sample for it can only be run with it.";
        }
    }

    /// <summary>The program.</summary>
    public string Program { get; }
}
