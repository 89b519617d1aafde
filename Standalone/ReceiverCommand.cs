using System.Text.Json;

namespace Webhooks.Standalone;

/// <summary>
/// <c>receiver</c>: something to deliver to while trying things out. Prints what arrives and answers 204. It verifies no signature,
/// because it has no secret; a receiver of your own does (<see cref="Client.WebhookSignatureVerifier"/>).
/// </summary>
internal static class ReceiverCommand
{
    private const long MaxBody = 1_000_000;

    /// <summary>Runs until it is asked to stop.</summary>
    /// <param name="port">Port on 127.0.0.1; null takes the addresses of <c>ASPNETCORE_URLS</c>.</param>
    /// <param name="cancellationToken">Asks for the stop.</param>
    public static async Task<int> RunAsync(int? port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Limits.MaxRequestBodySize = MaxBody);
        if (port is not null)
        {
            builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        }

        builder.Services.AddSingleton<IHostLifetime, HostWithoutSignals>();
        await using var app = builder.Build();
        app.MapGet("/alive", static () => Results.Text("Receiving."));
        app.MapPost("/{**path}", ReceiveAsync);
        await app.StartAsync(cancellationToken);
        Console.WriteLine($"Receiving at {app.Urls.First()}");
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task<IResult> ReceiveAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(cancellationToken);
        Console.WriteLine($"{context.Request.Path} {context.Request.Headers["webhook-id"]} {TypeOf(body)}");
        return Results.NoContent();
    }

    private static string TypeOf(string body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            return envelope.RootElement.GetProperty("type").GetString() ?? "";
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "(not an event of this service)";
        }
    }
}
