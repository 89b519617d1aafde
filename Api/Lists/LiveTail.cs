using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Api.Lists;

/// <summary>
/// A list as server-sent events: new items are polled once a second and written as <c>id</c>, <c>event</c> and <c>data</c>; a comment
/// shows every 15 seconds that the connection lives. The next poll waits until what the last one found is written, so a slow reader costs
/// no memory. It ends when the client goes, when the host stops, when its key or session is no longer good or may no longer see the list,
/// and after five minutes: the client comes back with <c>Last-Event-ID</c>.
/// </summary>
/// <param name="tails">How many there may be.</param>
/// <param name="eventName">The name of each event.</param>
/// <param name="poll">Finds what is new at a given time, as the list shows it.</param>
internal sealed class LiveTail(
    LiveTails tails, string eventName, Func<DateTimeOffset, CancellationToken, Task<TailPoll<object>>> poll) : IResult
{
    public const string ContentType = "text/event-stream";

    private const int ComeBackAfterSeconds = 5;

    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Whether the client wants a live tail of the list.</summary>
    public static bool IsWanted(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.Any(accept => accept?.Contains(ContentType, StringComparison.OrdinalIgnoreCase) is true);

    /// <summary>The time of the last poll whose answer the client received; null when it begins, or sends something else.</summary>
    public static DateTimeOffset? ResumeFrom(HttpRequest request, DateTimeOffset now) =>
        long.TryParse(request.Headers["Last-Event-ID"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds <= now.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var place = RequestScope.Find(httpContext) is { } scope ? tails.TryEnter(scope) : null;
        if (place is null)
        {
            await Problems.TooManyRequests("Too many live tails are open here, or by you", ComeBackAfterSeconds).ExecuteAsync(httpContext);
            return;
        }

        using var lifespan = new CancellationTokenSource(Longest, tails.Clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, tails.Stopping, lifespan.Token);
        try
        {
            httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            httpContext.Response.ContentType = ContentType;
            httpContext.Response.Headers.CacheControl = "no-store";
            httpContext.Response.Headers["X-Accel-Buffering"] = "no";
            await WriteAsync(httpContext, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Over.
        }
    }

    private async Task WriteAsync(HttpContext httpContext, CancellationToken cancellationToken)
    {
        var (response, clock) = (httpContext.Response, tails.Clock);
        var (writtenAt, polledAt) = (clock.GetUtcNow(), clock.GetUtcNow());
        // A client that is cut off before anything happened resumes here.
        await response.WriteAsync(
            $"retry: 1000\nid: {polledAt.ToUnixTimeMilliseconds()}\nevent: following\ndata: {{}}\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        while (await tails.MayGoOnAsync(httpContext))
        {
            var now = clock.GetUtcNow();
            var text = await PollAsync(now, polledAt, cancellationToken);
            if (text is null && now - writtenAt >= HeartbeatEvery)
            {
                text = ":\n\n";
            }

            if (text is not null)
            {
                await response.WriteAsync(text, cancellationToken);
                await response.Body.FlushAsync(cancellationToken);
                writtenAt = now;
            }

            polledAt = now;
            await Task.Delay(PollEvery, clock, cancellationToken);
        }
    }

    /// <summary>The result of a poll as text; null when there is nothing to say.</summary>
    private async Task<string?> PollAsync(DateTimeOffset now, DateTimeOffset before, CancellationToken cancellationToken)
    {
        TailPoll<object> found;
        try
        {
            found = await poll(now, cancellationToken);
        }
        catch (Exception exception) when (DatabaseTroubles.Find(exception) is not null)
        {
            // The next poll looks at the time of this one, too.
            return ": the database does not answer right now\n\n";
        }

        var text = found.Skipped ? $"event: skipped\ndata: {{}}\n\n" : string.Empty;
        // A client that is cut off in between has not seen all of this poll, so only its last row carries its time.
        return string.Concat(
            found.Rows.Select((row, index) => Event(row, index == found.Rows.Count - 1 ? now : before)).Append(text)) is { Length: > 0 } all
            ? all
            : null;
    }

    private string Event(object row, DateTimeOffset id) => string.Create(
        CultureInfo.InvariantCulture,
        $"id: {id.ToUnixTimeMilliseconds()}\nevent: {eventName}\ndata: {JsonSerializer.Serialize(row, row.GetType(), WebhooksJson.Options)}\n\n");
}
