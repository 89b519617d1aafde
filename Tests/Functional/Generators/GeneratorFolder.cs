using System.Diagnostics;
using System.Text;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Generators;

/// <summary>
/// A folder with the committed documents, the usages of the clients and the programs that generate them. It stays between runs, so that
/// npm installs once per lock file.
/// </summary>
public sealed class GeneratorFolder
{
    /// <summary>For a machine that does much else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private static readonly string Source = System.IO.Path.Combine(Repository.Root, "Tests", "Functional", "Generators");

    private readonly Lazy<Task> packages;
    private readonly Lazy<Task> tools = new(() => RunAsync(Repository.Root, "dotnet", "tool", "restore"));

    public GeneratorFolder()
    {
        packages = new(InstallAsync);
        Fill();
    }

    /// <summary>Where it is.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "artifacts", "generators");

    /// <summary>Runs a program of the npm packages.</summary>
    public async Task<string> NpmAsync(string program, params string[] arguments)
    {
        await packages.Value;
        return await RunAsync(Path, System.IO.Path.Combine(Path, "node_modules", ".bin", program), arguments);
    }

    /// <summary>Runs a script or a compiled usage.</summary>
    public async Task<string> NodeAsync(params string[] arguments)
    {
        await packages.Value;
        return await RunAsync(Path, "node", arguments);
    }

    /// <summary>Compiles a usage and what was generated for it, with strict types.</summary>
    public async Task CompileAsync(string usage, params string[] generated)
    {
        var project = $"tsconfig.{usage}.json";
        var files = string.Join(", ", generated.Prepend($"usage/{usage}.ts").Select(file => $"\"{file}\""));
        await File.WriteAllTextAsync(
            System.IO.Path.Combine(Path, project), $$"""{ "extends": "./tsconfig.json", "include": [{{files}}] }""");
        await NpmAsync("tsc", "--project", project);
    }

    /// <summary>Runs a tool of .config/dotnet-tools.json.</summary>
    public async Task ToolAsync(string tool, params string[] arguments)
    {
        await tools.Value;
        await RunAsync(Repository.Root, "dotnet", ["tool", "run", tool, .. arguments]);
    }

    /// <summary>Builds the project of a C# client, warnings being errors, and runs it.</summary>
    public static async Task<string> BuildAndRunAsync(string project, params string[] arguments)
    {
        var output = System.IO.Path.Combine(Path, project, "out");
        await RunAsync(Path, "dotnet", "build", $"{project}/{project}.csproj", "--nologo", "-v", "quiet", "-o", output);
        return await RunAsync(Path, "dotnet", [System.IO.Path.Combine(output, $"{project}.dll"), .. arguments]);
    }

    private static void Fill()
    {
        foreach (var folder in (string[])["generated", "compiled", "usage", "Kiota", "NSwag"])
        {
            if (Directory.Exists(System.IO.Path.Combine(Path, folder)))
            {
                Directory.Delete(System.IO.Path.Combine(Path, folder), recursive: true);
            }
        }

        var files = Directory.GetFiles(Source, "*", SearchOption.AllDirectories)
            .Where(file => System.IO.Path.GetExtension(file) != ".cs" || System.IO.Path.GetDirectoryName(file) != Source)
            .Select(file => (From: file, To: System.IO.Path.GetRelativePath(Source, file)))
            .Concat(((string[])["openapi.json", "asyncapi.json"])
                .Select(name => (System.IO.Path.Combine(Repository.Root, "docs", name), name)));
        foreach (var (from, to) in files)
        {
            var target = System.IO.Path.Combine(Path, to);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!); // Below the folder.
            File.Copy(from, target, overwrite: true);
        }

        // The rules of this repository are not those of the people who generate clients.
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(System.IO.Path.Combine(Path, name), "<Project />");
        }

        File.WriteAllText(System.IO.Path.Combine(Path, ".editorconfig"), "root = true\n");
    }

    private static async Task InstallAsync()
    {
        var wanted = await File.ReadAllTextAsync(System.IO.Path.Combine(Path, "package-lock.json"));
        var installed = System.IO.Path.Combine(Path, "node_modules", ".installed");
        if (!File.Exists(installed) || await File.ReadAllTextAsync(installed) != wanted)
        {
            await RunAsync(Path, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error");
            await File.WriteAllTextAsync(installed, wanted);
        }
    }

    /// <summary>Runs a program to its end and returns what it wrote; its failure has both of its outputs.</summary>
    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        // No telemetry, no build server that lives on, no check for newer versions.
        (string, string)[] settings =
        [
            ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("KIOTA_CLI_TELEMETRY_OPTOUT", "true"),
            ("KIOTA_OFFLINE_ENABLED", "true"), ("REDOCLY_TELEMETRY", "off"), (
                "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"), ("DO_NOT_TRACK", "1"),
        ];
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!; // A new process, as UseShellExecute is off.
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0, $"{program} {arguments[0]} ended with {process.ExitCode}:\n{await output}\n{await error}");
            return await output;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
