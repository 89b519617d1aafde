using Microsoft.AspNetCore.Http;

namespace Webhooks.Benchmarks.Sink;

/// <summary>Receivers that keep a sender waiting until it hangs up.</summary>
internal static class SinkManners
{
    private static readonly TimeSpan BetweenDrops = TimeSpan.FromSeconds(1);
    private static readonly ReadOnlyMemory<byte> Drop = "."u8.ToArray();

    /// <summary>Ends when the other side has hung up.</summary>
    public static async Task KeepWaitingAsync(HttpContext context, SinkManner manner, TimeProvider clock)
    {
        try
        {
            while (manner == SinkManner.Drip)
            {
                await context.Response.Body.WriteAsync(Drop, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(BetweenDrops, clock, context.RequestAborted);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, clock, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The sender has closed the connection, which is the expected end.
        }
    }
}
