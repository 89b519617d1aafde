using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Samples;

/// <summary>Runs the tests that lie beside the samples, each with the tools of its language.</summary>
public sealed class SampleProgramTests
{
    private static readonly string Samples = Path.Combine(Repository.Root, "samples");

    [FactWithProgram("node")]
    public async Task JavaScript()
    {
        var run = await ProgramRun.RunAsync(Path.Combine(Samples, "javascript"), ["node", "--test", "verify-webhook.test.mjs"]);

        run.MustSucceed();
        Assert.All(SampleVectors.All, vector => Assert.Contains(vector.Name, run.Output, StringComparison.Ordinal));
    }

    /// <summary>Strict TypeScript finds its types, and the package of Standard Webhooks accepts what this service signs.</summary>
    [FactWithProgram("npm")]
    public async Task TypeScript_and_the_library_of_Standard_Webhooks()
    {
        var copy = Directory.CreateTempSubdirectory("webhooks-samples-").FullName;
        try
        {
            var javascript = Directory.CreateDirectory(Path.Combine(copy, "javascript")).FullName;
            File.Copy(Path.Combine(Samples, "vectors.json"), Path.Combine(copy, "vectors.json"));
            foreach (var file in new DirectoryInfo(Path.Combine(Samples, "javascript")).EnumerateFiles())
            {
                file.CopyTo(Path.Combine(javascript, file.Name));
            }

            (await ProgramRun.RunAsync(javascript, ["npm", "ci", "--prefer-offline", "--no-audit", "--no-fund"])).MustSucceed();
            (await ProgramRun.RunAsync(javascript, ["npm", "test"])).MustSucceed();
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [FactWithProgram("python3")]
    public async Task Python()
    {
        var withoutCache = new Dictionary<string, string> { ["PYTHONDONTWRITEBYTECODE"] = "1" };

        var run = await ProgramRun.RunAsync(Path.Combine(Samples, "python"), ["python3", "-m", "unittest"], withoutCache);

        run.MustSucceed();
        Assert.Matches("Ran [1-9]", run.Output);
    }
}
