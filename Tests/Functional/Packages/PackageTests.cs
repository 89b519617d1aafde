using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Packages;

/// <summary>What <c>./webhooks pack</c> makes is what a reader needs.</summary>
public sealed class PackageTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Client", "WebhooksService.Contracts")]
    public async Task Package_says_what_it_is_and_needs_none_of_others(string project, params string[] needed)
    {
        var package = await PackedProject.GetAsync(project);

        Assert.Equal($"WebhooksService.{project}", package.Id);
        Assert.Equal("MIT", package.ValueOf("license"));
        Assert.Equal("README.md", package.ValueOf("readme"));
        Assert.Equal("The Webhooks maintainers", package.ValueOf("authors"));
        Assert.NotEmpty(package.ValueOf("description"));
        Assert.NotEmpty(package.ValueOf("tags"));
        var dependencies = package.Metadata.Descendants().Where(element => element.Name.LocalName == "dependency");
        Assert.Equal(needed, dependencies.Select(element => element.Attribute("id")?.Value));
        if (Path.Exists(Path.Combine(Repository.Root, ".git")))
        {
            var repository = package.Metadata.Elements().Single(element => element.Name.LocalName == "repository");
            Assert.Matches("^[0-9a-f]{40}$", repository.Attribute("commit")?.Value);
        }
    }

    [Theory]
    [InlineData("Contracts", typeof(EventResponse))]
    [InlineData("Client", typeof(WebhooksClient))]
    public async Task Package_holds_the_library_with_its_comments_and_a_README(string project, Type one)
    {
        using var archive = (await PackedProject.GetAsync(project)).Open("nupkg");

        Assert.NotNull(archive.GetEntry($"lib/net10.0/Webhooks.{project}.dll"));
        Assert.Equal(new ReadmeSnippets(project).Text, await ReadAsync(archive, "README.md"));
        var documented = XDocument.Parse(await ReadAsync(archive, $"lib/net10.0/Webhooks.{project}.xml")).Descendants("member")
            .Select(member => member.Attribute("name")?.Value).ToHashSet();
        var types = one.Assembly.GetExportedTypes().Select(type => $"T:{type.FullName?.Replace('+', '.')}");
        Assert.Empty(types.Except(documented));
    }

    [Theory]
    [InlineData("Contracts")]
    [InlineData("Client")]
    public async Task Symbols_hold_every_source_and_no_path_of_the_machine(string project)
    {
        using var archive = (await PackedProject.GetAsync(project)).Open("snupkg");
        var entry = archive.GetEntry($"lib/net10.0/Webhooks.{project}.pdb");
        Assert.NotNull(entry);
        using var copy = new MemoryStream();
        await using (var stream = await entry.OpenAsync())
        {
            await stream.CopyToAsync(copy);
        }

        copy.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(copy);
        var reader = provider.GetMetadataReader();
        foreach (var document in reader.Documents)
        {
            Assert.StartsWith("/_", reader.GetString(reader.GetDocument(document).Name), StringComparison.Ordinal);
            var kinds = reader.GetCustomDebugInformation(document).Select(handle => reader.GetCustomDebugInformation(handle).Kind);
            Assert.Contains(EmbeddedSource, kinds.Select(reader.GetGuid));
        }
    }

    [Fact]
    public async Task Project_of_a_reader_compiles_the_README_of_the_contracts()
    {
        var package = await PackedProject.GetAsync("Contracts");
        var snippets = new ReadmeSnippets("Contracts");
        var folder = Directory.CreateTempSubdirectory("webhooks-reader-").FullName;
        try
        {
            await package.WriteProjectAsync(folder);
            snippets.WriteTo(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "return;");

            (await ProgramRun.RunAsync(folder, ["dotnet", "build", "--nologo", "-v", "quiet", "-o", "built"])).MustSucceed();

            Assert.NotEmpty(snippets.All);
            Assert.Contains($"dotnet add package {package.Id}", snippets.Text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A project that has the package and nothing else compiles the README and verifies a real delivery.</summary>
    [Fact]
    public async Task Project_of_a_reader_compiles_the_README_and_verifies_a_delivery()
    {
        var package = await PackedProject.GetAsync("Client");
        var snippets = new ReadmeSnippets("Client");
        await using var receiver = FakeReceiver.Start();
        var (secret, delivered) = await DeliverAsync(receiver);
        var folder = Directory.CreateTempSubdirectory("webhooks-reader-").FullName;
        try
        {
            await package.WriteProjectAsync(folder);
            snippets.WriteTo(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), """
                using Webhooks.Client;

                var verifier = new WebhookSignatureVerifier([Environment.GetEnvironmentVariable("WEBHOOK_SECRET")!]);
                Console.WriteLine($"Outcome: {verifier.Verify(File.ReadAllBytes("body"), args[0], args[1], args[2])}");
                """);
            await File.WriteAllBytesAsync(Path.Combine(folder, "body"), delivered.Body);
            (await ProgramRun.RunAsync(folder, ["dotnet", "build", "--nologo", "-v", "quiet", "-o", "built"])).MustSucceed();

            var headers = new[] { "id", "timestamp", "signature" }.Select(name => delivered.Header($"webhook-{name}") ?? string.Empty);
            var program = await ProgramRun.RunAsync(
                folder,
                ["dotnet", "built/receiver.dll", .. headers],
                new Dictionary<string, string> { ["WEBHOOK_SECRET"] = secret });

            Assert.Contains("Outcome: Valid", program.Output, StringComparison.Ordinal);
            Assert.InRange(snippets.All.Count, 3, 20);
            Assert.Contains($"dotnet add package {package.Id}", snippets.Text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> ReadAsync(ZipArchive archive, string name)
    {
        var entry = archive.GetEntry(name);
        Assert.NotNull(entry);
        using var reader = new StreamReader(await entry.OpenAsync(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private async Task<(string Secret, ReceivedRequest Request)> DeliverAsync(FakeReceiver receiver)
    {
        var project = await application.CreateProjectAsync();
        var destination = await project.CreateDestinationAsync(receiver.Url("/hooks"));
        var secrets = await project.Client.GetDestinationSecretsAsync(project.TenantId, project.ProjectId, destination.Id);
        await project.PublishAsync(properties: new { note = "größer" });
        return (secrets.Secrets[0].Secret, (await receiver.WaitForRequestsAsync(1))[0]);
    }
}
