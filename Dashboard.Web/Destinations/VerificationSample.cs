using System.Reflection;
using System.Text.RegularExpressions;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>
/// Programs that receive what a destination is sent and check the signature, ready to run: they listen on <c>PORT</c> and take the secret
/// from <c>WEBHOOK_SECRET</c>, so that it is in no source. The verifiers are the files of <c>samples</c>. Tests run each of them against
/// a signed request.
/// </summary>
internal static partial class VerificationSample
{
    private const string Package = "WebhooksService.Client";

    // The dashboard and the package are built from the same commit and have one version.
    private static readonly string PackageVersion = typeof(VerificationSample).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "*";

    private static readonly string JavaScriptVerifier = Read("verify-webhook.mjs");

    private static readonly string PythonVerifier = Read("verify_webhook.py");

    /// <summary>The languages, with the name of the file and how to run it.</summary>
    public static IReadOnlyList<(string Key, string Title, string File, string Run)> Languages { get; } =
    [
        ("csharp", "C#", "Program.cs", $"dotnet new web && dotnet add package {Package} --version {PackageVersion}, then dotnet run"),
        ("javascript", "JavaScript", "receiver.mjs", "node receiver.mjs; TypeScript takes the types from the comments (allowJs)"),
        ("python", "Python", "receiver.py", "python3 receiver.py"),
    ];

    /// <summary>The program in a language.</summary>
    /// <param name="language">Key of a language.</param>
    /// <param name="name">Name of the destination.</param>
    /// <param name="url">Its URL, of which the path is taken.</param>
    public static string Of(string language, string name, string url)
    {
        var template = language switch
        {
            "csharp" => CSharp,
            "javascript" => JavaScript,
            _ => Python,
        };

        // Filled in on both sides of the verifier, which has braces of its own.
        var parts = template.Split("{verifier}").Select(part => part
            .Replace("{path}", PathOf(url), StringComparison.Ordinal)
            .Replace("{name}", Unbreakable().Replace(name, " "), StringComparison.Ordinal));
        return string.Join(language is "javascript" ? JavaScriptVerifier : PythonVerifier, parts);
    }

    private static string Read(string file)
    {
        using var stream = typeof(VerificationSample).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The project file embeds {file}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }

    /// <summary>A path that needs no escaping in any of the languages; others are left to the reader.</summary>
    private static string PathOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && PlainPath().IsMatch(uri.AbsolutePath) ? uri.AbsolutePath : "/";

    [GeneratedRegex(@"^[A-Za-z0-9/_.~-]+\z")]
    private static partial Regex PlainPath();

    /// <summary>A name may hold what would end a comment.</summary>
    [GeneratedRegex(@"[\p{C}\p{Zl}\p{Zp}]+")]
    private static partial Regex Unbreakable();

    private const string CSharp = """
        // Receives the webhooks of "{name}".
        using Webhooks.Client;

        var verifier = new WebhookSignatureVerifier([Environment.GetEnvironmentVariable("WEBHOOK_SECRET")!]);
        var app = WebApplication.CreateBuilder(args).Build();

        app.MapPost("{path}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var outcome = verifier.Verify(
                body.ToArray(),
                request.Headers[WebhookSignatureVerifier.IdHeader],
                request.Headers[WebhookSignatureVerifier.TimestampHeader],
                request.Headers[WebhookSignatureVerifier.SignatureHeader]);
            if (outcome is not SignatureOutcome.Valid)
            {
                return Results.Unauthorized();
            }

            // The webhook-id stays the same when a delivery is repeated: handle each one once.
            Console.WriteLine($"Received {request.Headers[WebhookSignatureVerifier.IdHeader]}");
            return Results.NoContent();
        });

        app.Run($"http://localhost:{Environment.GetEnvironmentVariable("PORT") ?? "8080"}");
        """;

    private const string JavaScript = """
        // Receives the webhooks of "{name}".
        {verifier}

        // The receiver
        import { createServer } from "node:http";

        createServer(async (request, response) => {
          const chunks = [];
          for await (const chunk of request) chunks.push(chunk);
          const isKnown = request.method === "POST" && request.url?.split("?")[0] === "{path}";
          try {
            const id = verifyWebhook(Buffer.concat(chunks), request.headers, process.env.WEBHOOK_SECRET ?? "");
            // The webhook-id stays the same when a delivery is repeated: handle each one once.
            if (isKnown) console.log(`Received ${id}`);
            response.writeHead(isKnown ? 204 : 404).end();
          } catch (error) {
            console.error(error);
            response.writeHead(error instanceof WebhookVerificationError ? 401 : 500).end();
          }
        }).listen(Number(process.env.PORT ?? 8080), "localhost");
        """;

    private const string Python = """
        # Receives the webhooks of "{name}".
        {verifier}

        # The receiver
        import os
        from http.server import BaseHTTPRequestHandler, HTTPServer

        class Receiver(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                try:
                    id = verify_webhook(body, self.headers, os.environ["WEBHOOK_SECRET"])
                except WebhookVerificationError:
                    return self.answer(401)
                if self.path.split("?")[0] != "{path}":
                    return self.answer(404)
                # The webhook-id stays the same when a delivery is repeated: handle each one once.
                print("Received", id)
                self.answer(204)

            def answer(self, status):
                self.send_response(status)
                self.end_headers()

        HTTPServer(("localhost", int(os.environ.get("PORT", 8080))), Receiver).serve_forever()
        """;
}
