using Webhooks.Core.Database;

namespace Webhooks.Api.Http;

/// <summary>
/// Bounds what a database that does not answer costs a request, and not what a statement may take: a request that takes long checks
/// if the database answers at all, and continues if it does. Otherwise it is answered 503 within three seconds: <see cref="LookAfter"/> and
/// <see cref="DatabasePulse.Patience"/>. While the database is known to be away, requests that would need it are answered at once.
/// </summary>
internal sealed class DatabaseWatchMiddleware(RequestDelegate next, DatabasePulse pulse, TroubleReports reports, TimeProvider clock)
{
    private static readonly TimeSpan LookAfter = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        if (pulse.IsAway && context.GetEndpoint() is RouteEndpoint route && ApiPaths.Include(route))
        {
            await AnswerAsync(context, "it was asked a moment ago");
            return;
        }

        var work = next(context);
        if (await EndsAsync(work, context) is { } trouble)
        {
            // The handler cannot be cancelled: a commit may be under way, and a request to a frozen server to break off a statement
            // occupies a thread until the server wakes up. So it is answered over its head, on a connection that carries no further
            // request.
            if (HttpProtocol.IsHttp11(context.Request.Protocol))
            {
                context.Response.Headers.Connection = "close";
            }

            await AnswerAsync(context, trouble);
            await context.Response.CompleteAsync();
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        await work;
    }

    /// <summary>
    /// Null once the request is answered, or has begun to be; the reason to abandon it when the database does not answer.
    /// </summary>
    private async Task<string?> EndsAsync(Task work, HttpContext context)
    {
        while (!work.IsCompleted)
        {
            await work.WaitAsync(LookAfter, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!work.IsCompleted
                && !context.Response.HasStarted
                && await pulse.LookAsync() is { Trouble: DatabaseTrouble.Away } look
                && !work.IsCompleted
                && !context.Response.HasStarted)
            {
                return look.Reason ?? string.Empty;
            }

            if (context.Response.HasStarted)
            {
                break;
            }
        }

        return null;
    }

    private Task AnswerAsync(HttpContext context, string reason)
    {
        reports.Note(DatabaseTrouble.Away, RequestName.Of(context), reason);
        UnavailableDatabase.Mark(context);
        context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
        return Problems.Unavailable(DatabaseTrouble.Away).ExecuteAsync(context);
    }
}

/// <summary>Marks requests that are answered 503 for the database: nothing more is asked of it on their behalf.</summary>
internal static class UnavailableDatabase
{
    private static readonly object Key = new();

    public static void Mark(HttpContext context) => context.Items[Key] = Key;

    public static bool IsMarked(HttpContext context) => context.Items.ContainsKey(Key);
}

/// <summary>How logs name a request: method and route, never the path with its ids.</summary>
internal static class RequestName
{
    public static string Of(HttpContext context) => context.GetEndpoint()?.DisplayName ?? context.Request.Method;
}
