using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Lists;

/// <summary>Answers with pages.</summary>
internal static class Paging
{
    /// <summary>The numbered page of an ordered query that a request asks for.</summary>
    public static async Task<Results<Ok<PageResponse<TResponse>>, Problem>> AnswerPageAsync<TRow, TResponse>(
        this IQueryable<TRow> rows, HttpRequest request, Func<TRow, TResponse> map, CancellationToken cancellationToken)
    {
        var query = new QueryInput(request.Query);
        var (page, limit) = (query.Page(), query.Limit());
        return query.Problem is { } problem ? problem : TypedResults.Ok(await rows.ToPageAsync(page, limit, map, cancellationToken));
    }

    /// <summary>
    /// A numbered page of an ordered query (seed: <c>pages</c> = total ÷ limit rounded up, 0 when empty; past the end: no rows).
    /// </summary>
    public static async Task<PageResponse<TResponse>> ToPageAsync<TRow, TResponse>(
        this IQueryable<TRow> rows, int page, int limit, Func<TRow, TResponse> map, CancellationToken cancellationToken)
    {
        var total = await rows.CountAsync(cancellationToken);
        var skip = Math.Min((long)(page - 1) * limit, int.MaxValue);
        var read = await rows.Skip((int)skip).Take(limit).ToListAsync(cancellationToken);
        return new PageResponse<TResponse>([.. read.Select(map)], new Pagination(page, limit, total, (total + limit - 1) / limit));
    }

    /// <summary>A page of a list that grows while it is read.</summary>
    public static KeysetResponse<TResponse> ToResponse<TRow, TResponse>(this KeysetPage<TRow> page, Func<TRow, TResponse> map) =>
        new([.. page.Rows.Select(map)], page.Next?.ToString(), page.Previous?.ToString());
}
