namespace Webhooks.Tests.AppHostTests.Azure;

/// <summary>The script that azd runs once the job is deployed: it starts the job and ends as the job does.</summary>
public sealed class MigrationHookTests
{
    private const string Scope = "--subscription subscription --resource-group rg-test --name migrations --output tsv";

    private static readonly string Script = Path.Combine(Bicep.Folder, "hooks", "migrate.sh");

    [FactWithShell]
    public async Task The_script_is_one_that_every_shell_of_posix_reads()
    {
        var run = await ProgramRun.RunAsync("sh", ["-n", Script]);

        Assert.Equal(new ProgramRun(0, "", ""), run);
        Assert.StartsWith("#!/bin/sh\n", await File.ReadAllTextAsync(Script), StringComparison.Ordinal);
    }

    [FactWithShell]
    public void The_script_may_be_executed()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(Script).HasFlag(UnixFileMode.UserExecute));
        }
    }

    [FactWithShell]
    public async Task The_job_is_started_once_and_asked_about_until_it_has_succeeded()
    {
        using var azure = new FakeAzureCli("migrations-1", "Running", "Processing", "Succeeded");

        var run = await ProgramRun.RunAsync(Script, [], azure.Environment);

        Assert.True(run.ExitCode == 0, run.Errors);
        const string Asked = $"containerapp job execution show --job-execution-name migrations-1 --query properties.status {Scope}";
        Assert.Equal([$"containerapp job start --query name {Scope}", Asked, Asked, Asked], azure.Calls);
    }

    [FactWithShell]
    public async Task A_job_that_fails_ends_the_deployment()
    {
        using var azure = new FakeAzureCli("migrations-1", "Running", "Failed");

        var run = await ProgramRun.RunAsync(Script, [], azure.Environment);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("migrations-1 ended as Failed", run.Errors, StringComparison.Ordinal);
    }

    [FactWithShell]
    public async Task A_job_that_does_not_start_ends_the_deployment()
    {
        using var azure = new FakeAzureCli("");

        var run = await ProgramRun.RunAsync(Script, [], azure.Environment);

        Assert.Equal(1, run.ExitCode);
        Assert.Single(azure.Calls);
    }

    [FactWithShell]
    public async Task A_job_that_does_not_end_is_not_waited_for_without_end()
    {
        using var azure = new FakeAzureCli("migrations-1", "Running");

        var run = await ProgramRun.RunAsync(Script, [], azure.Environment);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(6, azure.Calls.Count);
    }

    [FactWithShell]
    public async Task Without_the_variables_of_azd_nothing_is_started()
    {
        using var azure = new FakeAzureCli("migrations-1", "Succeeded");
        var environment = azure.Environment;
        environment["AZURE_RESOURCE_GROUP"] = "";

        var run = await ProgramRun.RunAsync(Script, [], environment);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Empty(azure.Calls);
    }
}
