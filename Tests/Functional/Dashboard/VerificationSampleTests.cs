using System.Diagnostics;
using System.Net.Sockets;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Destinations;
using Webhooks.Tests.Functional.Packages;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Dashboard;

/// <summary>The code that the dashboard shows is run as it stands, and is sent a really signed request.</summary>
public sealed class VerificationSampleTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Path = "/hooks/crm";

    /// <summary>Built as a reader would: with the package that the sample names, and nothing else.</summary>
    [Fact]
    public async Task CSharp()
    {
        var package = await PackedProject.GetAsync("Client");
        Assert.Contains($"dotnet add package {package.Id} --version {package.Version},", RunOf("csharp"), StringComparison.Ordinal);
        await VerifiesAsync("csharp", async folder =>
        {
            await package.WriteProjectAsync(folder);
            (await ProgramRun.RunAsync(folder, ["dotnet", "build", "--nologo", "-v", "quiet", "-o", "built"])).MustSucceed();
            return ["dotnet", "built/receiver.dll"];
        });
    }

    [FactWithProgram("node")]
    public Task JavaScript() => VerifiesAsync("javascript", _ => Task.FromResult<string[]>(["node", "receiver.mjs"]));

    [FactWithProgram("python3")]
    public Task Python() => VerifiesAsync("python", _ => Task.FromResult<string[]>(["python3", "receiver.py"]));

    private static string RunOf(string language) => VerificationSample.Languages.Single(one => one.Key == language).Run;

    /// <summary>Test events are limited, so none is sent before there is somebody to take it.</summary>
    private static async Task<bool> ListensAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("localhost", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task VerifiesAsync(string language, Func<string, Task<string[]>> commandIn)
    {
        var port = FreePort.Find();
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(new Uri($"http://localhost:{port}{Path}"));
        var secret =
            (await project.Client.GetDestinationSecretsAsync(project.TenantId, project.ProjectId, destination.Id)).Secrets[0].Secret;
        var folder = Directory.CreateTempSubdirectory("webhooks-sample-").FullName;
        try
        {
            var file = VerificationSample.Languages.Single(one => one.Key == language).File;
            await File.WriteAllTextAsync(
                System.IO.Path.Combine(folder, file), VerificationSample.Of(language, "CRM \"sync\"\n*/ \u2028 x", destination.Url));
            var words = await commandIn(folder);
            var command = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = folder };
            command.Environment["WEBHOOK_SECRET"] = secret;
            command.Environment["PORT"] = $"{port}";
            command.Environment.Remove("ASPNETCORE_URLS");
            using var receiver = Process.Start(command)!; // A new process, as UseShellExecute is off.
            try
            {
                var genuine = await Eventually.GetAsync(
                    async () =>
                        receiver.HasExited || !await ListensAsync(port)
                            || await TestAsync(project, destination.Id) is not { StatusCode: not null } answer ? null : answer,
                    () => $"The {language} sample should answer; it {(receiver.HasExited ? $"ended with {receiver.ExitCode}" : "does not")}.");
                await project.Client.RotateDestinationSecretAsync(
                    project.TenantId, project.ProjectId, destination.Id, new RotateSecretRequest(1));
                var overlapping = await TestAsync(project, destination.Id);
                await project.Client.RotateDestinationSecretAsync(
                    project.TenantId, project.ProjectId, destination.Id, new RotateSecretRequest(0));
                var strange = await TestAsync(project, destination.Id);

                Assert.Equal([204, 204, 401], [genuine.StatusCode, overlapping.StatusCode, strange.StatusCode]);
            }
            finally
            {
                receiver.Kill(entireProcessTree: true);
                await receiver.WaitForExitAsync();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<TestResponse> TestAsync(TestProject project, string destinationId) =>
        project.Client.TestWebhookDestinationAsync(project.TenantId, project.ProjectId, destinationId);
}
