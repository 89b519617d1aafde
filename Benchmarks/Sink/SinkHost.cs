using System.Net;
using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Webhooks.Benchmarks.Sink;

/// <summary>
/// The receiver, a process of its own: one port for deliveries, one for questions about them. An ordinary ASP.NET Core receiver that
/// reads the body and answers at once: neither slower nor faster than what a good receiver is made of.
/// </summary>
internal static class SinkHost
{
    public const string CommandName = "sink";

    public static async Task<int> RunAsync(int port, int controlPort, TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<SinkLedger>();
        // Thousands of connections come at once; those that do not fit in this queue would try again a second later.
        builder.WebHost.UseSockets(static sockets => sockets.Backlog = 8_192);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // One that drips is not to be cut off by the sink.
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Listen(IPAddress.Loopback, controlPort);
        });

        await using var app = builder.Build();
        var deliveries = app.Services.GetRequiredService<SinkLedger>();
        app.Use((context, next) => context.Connection.LocalPort == port ? TakeAsync(context, deliveries, clock) : next(context));
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

    private static async Task TakeAsync(HttpContext context, SinkLedger ledger, TimeProvider clock)
    {
        var arrived = clock.GetUtcNow().UtcTicks;
        var length = 0L;
        for (var completed = false; !completed;)
        {
            var read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            length += read.Buffer.Length;
            completed = read.IsCompleted;
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        }

        var script = ledger.Script;
        var taken = ledger.Enter(context.Request.Headers["webhook-id"].ToString(), length, arrived);
        if (script.Manner != SinkManner.Answer)
        {
            await SinkManners.KeepWaitingAsync(context, script.Manner, clock);
            return;
        }

        if (script.DelayMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(script.DelayMs), clock, context.RequestAborted);
        }

        context.Response.StatusCode = taken ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        context.Response.ContentLength = 0;
    }
}
