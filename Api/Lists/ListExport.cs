using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Lists;

/// <summary>
/// A whole list in one answer: page after page, each written before the next is read, so that it costs the memory of one page however
/// long it is. It counts as a live tail among those a caller may have open. When it cannot continue, the connection is aborted, so
/// that the client knows that the file is incomplete.
/// </summary>
/// <param name="places">How many there may be.</param>
/// <param name="form">The format of a row.</param>
/// <param name="name">Name of the file, without what follows the dot.</param>
/// <param name="from">Where to begin.</param>
/// <param name="read">A page from a place, of so many rows at most.</param>
internal sealed class ListExport<T>(
    LiveTails places, ExportForm form, string name, Keyset from, Func<Keyset, int, CancellationToken, Task<KeysetPage<T>>> read) : IResult
{
    private const int PageRows = 1_000;
    private const int ComeBackAfterSeconds = 5;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var place = RequestScope.Find(httpContext) is { } scope ? places.TryEnter(scope) : null;
        if (place is null)
        {
            await Problems.TooManyRequests("Too many live tails and exports are open here, or by you", ComeBackAfterSeconds)
                .ExecuteAsync(httpContext);
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, places.Stopping);
        // Before anything is written, so that a refusal still is a problem.
        var page = await read(from, PageRows, ending.Token);
        Begin(httpContext);
        try
        {
            if (await WriteAsync(httpContext, page, ending.Token))
            {
                return;
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The client has gone, or the host stops.
        }

        httpContext.Abort();
    }

    private void Begin(HttpContext httpContext)
    {
        var response = httpContext.Response;
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        response.ContentType = form.ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition =
            new ContentDispositionHeaderValue("attachment") { FileName = $"{name}.{form.Extension}" }.ToString();
    }

    /// <returns>Whether everything was written; false = the caller may no longer read the list.</returns>
    private async Task<bool> WriteAsync(HttpContext httpContext, KeysetPage<T> page, CancellationToken cancellationToken)
    {
        var rows = form.RowsOf(typeof(T));
        await httpContext.Response.WriteAsync(rows.Head, cancellationToken);
        var text = new StringBuilder();
        while (true)
        {
            text.Clear();
            foreach (var row in page.Rows)
            {
                rows.Write(row!, text);
            }

            await httpContext.Response.WriteAsync(text.ToString(), cancellationToken);
            if (page.Next is not { } next)
            {
                return true;
            }

            if (!await places.MayGoOnAsync(httpContext))
            {
                return false;
            }

            page = await read(next, PageRows, cancellationToken);
        }
    }
}
