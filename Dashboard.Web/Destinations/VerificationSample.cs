using System.Text.RegularExpressions;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>
/// Programs that receive what a destination is sent and check the signature, ready to run: they listen on <c>PORT</c> and take the secret
/// from <c>WEBHOOK_SECRET</c>, so that it is in no source. Tests run each of them against a signed request.
/// </summary>
internal static partial class VerificationSample
{
    /// <summary>The languages, with the name of the file and how to run it.</summary>
    public static IReadOnlyList<(string Key, string Title, string File, string Run)> Languages { get; } =
    [
        ("csharp", "C#", "Program.cs", "dotnet new web && dotnet add package Webhooks.Client, then dotnet run"),
        ("typescript", "TypeScript", "receiver.ts", "npx tsx receiver.ts"),
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
            "typescript" => TypeScript,
            _ => Python,
        };
        return template
            .Replace("{path}", PathOf(url), StringComparison.Ordinal)
            .Replace("{name}", Unbreakable().Replace(name, " "), StringComparison.Ordinal);
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

    private const string TypeScript = """
        // Receives the webhooks of "{name}".
        import { createHmac, timingSafeEqual } from "node:crypto";
        import { createServer } from "node:http";

        const key = Buffer.from((process.env.WEBHOOK_SECRET ?? "").replace(/^whsec_/, ""), "base64");

        createServer(async (request, response) => {
          const chunks = [];
          for await (const chunk of request) chunks.push(Buffer.from(chunk));
          const body = Buffer.concat(chunks);

          const id = String(request.headers["webhook-id"] ?? "");
          const timestamp = String(request.headers["webhook-timestamp"] ?? "");
          const signatures = String(request.headers["webhook-signature"] ?? "").split(" ");

          // An old timestamp is a request that somebody has recorded and sends again.
          const isRecent = Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300;
          const expected = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
          const isGenuine = isRecent && signatures.some(signature => {
            const given = Buffer.from(signature.replace(/^v1,/, ""), "base64");
            return signature.startsWith("v1,") && given.length === expected.length && timingSafeEqual(given, expected);
          });

          if (request.method !== "POST" || request.url?.split("?")[0] !== "{path}" || !isGenuine) {
            response.writeHead(401).end();
            return;
          }

          // The webhook-id stays the same when a delivery is repeated: handle each one once.
          console.log(`Received ${id}`);
          response.writeHead(204).end();
        }).listen(Number(process.env.PORT ?? 8080), "localhost");
        """;

    private const string Python = """
        # Receives the webhooks of "{name}".
        import base64, hashlib, hmac, os, time
        from http.server import BaseHTTPRequestHandler, HTTPServer

        KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))


        def is_genuine(headers, body):
            id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
            # An old timestamp is a request that somebody has recorded and sends again.
            if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > 300:
                return False
            signed = f"{id}.{timestamp}.".encode() + body
            expected = b"v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest())
            given = headers.get("webhook-signature", "").encode().split(b" ")
            return any(hmac.compare_digest(expected, signature) for signature in given)


        class Receiver(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                genuine = self.path.split("?")[0] == "{path}" and is_genuine(self.headers, body)
                # The webhook-id stays the same when a delivery is repeated: handle each one once.
                print("Received", self.headers.get("webhook-id")) if genuine else None
                self.send_response(204 if genuine else 401)
                self.end_headers()


        HTTPServer(("localhost", int(os.environ.get("PORT", 8080))), Receiver).serve_forever()
        """;
}
