using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Benchmarks.Sink;

/// <summary>The receiver, a process of its own: one port for deliveries, one for questions about them.</summary>
internal static class SinkHost
{
    public const string CommandName = "sink";

    public static async Task<int> RunAsync(int port, int controlPort, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<SinkLedger>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseConnectionHandler<SinkConnection>());
            kestrel.Listen(IPAddress.Loopback, controlPort);
        });

        await using var app = builder.Build();
        app.MapGet("/counts", (SinkLedger ledger) => ledger.Counts);
        app.MapGet("/arrivals", (SinkLedger ledger) => ledger.Arrivals);
        app.MapPost("/reset", (SinkLedger ledger, SinkScript script) =>
        {
            ledger.Reset(script);
            return TypedResults.NoContent();
        });
        await app.RunAsync();
        return 0;
    }
}
