namespace Webhooks.Tests.Functional.Api.Seed;

/// <summary>A test that runs curl and bash; skipped where one of them is missing.</summary>
public sealed class FactWithCurlAttribute : FactAttribute
{
    public FactWithCurlAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        if (new[] { "curl", "bash" }.Any(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))))
        {
            Skip = "curl and bash are not both on the PATH.";
        }
    }
}
