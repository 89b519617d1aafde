using System.Diagnostics;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Api.Seed;

/// <summary>
/// The commands of the seed reference, run as they stand there but for host and ids. The key comes from curl's own configuration file.
/// </summary>
public sealed class SeedCurlTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [FactWithCurl]
    public async Task The_commands_of_the_reference_run_and_answer_as_it_shows()
    {
        await using var receiver = FakeReceiver.Start();
        var project = await application.CreateProjectAsync();
        await project.CreateDestinationAsync(receiver.Url(), request => request with { Id = "the-one" });
        var folder = await CreateConfigurationAsync($"header = \"Authorization: Bearer {project.AdminKey}\"");
        try
        {
            foreach (var (operation, (line, status)) in SeedExamples.Curl)
            {
                var command = line.Replace(
                    "https://api.pilot.inkeep.com", application.App.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
                    .Replace("tenant_123", project.TenantId, StringComparison.Ordinal)
                    .Replace("project-456", project.ProjectId, StringComparison.Ordinal)
                    .Replace("resource_789", "the-one", StringComparison.Ordinal);

                var output = await RunAsync(command, folder.FullName);

                Assert.EndsWith($"\n{status}", output, StringComparison.Ordinal);
                AssertAnswer(operation, output[..output.LastIndexOf('\n')]);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Assert.Equal(1, receiver.RequestCount);
    }

    [FactWithCurl]
    public async Task The_command_of_the_trigger_URL_starts_the_agent_and_answers_as_the_reference_shows()
    {
        var project = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, project, projectRole: ApiKeyRole.Editor);
        await project.CreateAgentAsync("the-agent");
        // The command has no credentials.
        await project.Client.CreateTriggerAsync(project.TenantId, project.ProjectId, "the-agent", new CreateTriggerRequest("Open to all")
        {
            Id = "the-trigger",
            Authentication = new SetTriggerAuthentication { Open = true },
            RunAsUserIds = [user.Id],
        });
        var command = SeedExamples.TriggerCurl
            .Replace("https://api.pilot.inkeep.com", application.App.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            .Replace("tenants/string", $"tenants/{project.TenantId}", StringComparison.Ordinal)
            .Replace("projects/string", $"projects/{project.ProjectId}", StringComparison.Ordinal)
            .Replace("agents/string", "agents/the-agent", StringComparison.Ordinal)
            .Replace("triggers/string", "triggers/the-trigger", StringComparison.Ordinal);
        var folder = await CreateConfigurationAsync(string.Empty);
        try
        {
            var output = await RunAsync(command, folder.FullName);

            Assert.EndsWith("\n202", output, StringComparison.Ordinal);
            SeedShape.AssertLike(SeedExamples.Invoked, output[..output.LastIndexOf('\n')]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A folder with curl's own configuration file.</summary>
    private static async Task<DirectoryInfo> CreateConfigurationAsync(string credentials)
    {
        var folder = Directory.CreateTempSubdirectory("webhooks-curl-");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, ".curlrc"),
            $$"""
            silent
            show-error
            noproxy = "*"
            {{credentials}}
            write-out = "\n%{http_code}"
            """);
        return folder;
    }

    private static void AssertAnswer(string operation, string body)
    {
        // What was not given is null in the answer; the examples show everything given.
        var given = body.Replace("\"description\":null", "\"description\":\"\"", StringComparison.Ordinal);
        switch (operation)
        {
            case "list":
                SeedShape.AssertLike(SeedExamples.List, given, SeedExamples.DestinationExtras);
                break;
            case "test":
                Assert.Equal("""{"success":true,"statusCode":200}""", body);
                break;
            case "delete":
                Assert.Empty(body);
                break;
            default:
                SeedShape.AssertLike(SeedExamples.Destination, given, SeedExamples.DestinationExtras);
                break;
        }
    }

    private static async Task<string> RunAsync(string command, string configurationFolder)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CURL_HOME"] = configurationFolder;
        using var process = Process.Start(start)!; // Only null when a running process is reused, which takes a shell.
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{command}: {await errors}");
        return output;
    }
}
