namespace Webhooks.Contracts;

/// <summary>One resource.</summary>
/// <typeparam name="T">The resource.</typeparam>
/// <param name="Data">The resource.</param>
public sealed record DataResponse<T>(T Data);

/// <summary>One numbered page of a list.</summary>
/// <typeparam name="T">The resource.</typeparam>
/// <param name="Data">The resources of this page.</param>
/// <param name="Pagination">Where this page is in the list.</param>
public sealed record PageResponse<T>(IReadOnlyList<T> Data, Pagination Pagination);

/// <summary>Where a numbered page is in its list.</summary>
/// <param name="Page">Number of this page, from 1.</param>
/// <param name="Limit">Most resources on one page, 1 to 100.</param>
/// <param name="Total">Resources in the whole list.</param>
/// <param name="Pages">Pages in the whole list; 0 when it is empty.</param>
public sealed record Pagination(int Page, int Limit, int Total, int Pages);

/// <summary>One page of a list that grows while it is read.</summary>
/// <typeparam name="T">The resource.</typeparam>
/// <param name="Data">The resources of this page.</param>
/// <param name="Next">Cursor of the page after this one; <see langword="null"/> on the last.</param>
/// <param name="Previous">Cursor of the page before this one; <see langword="null"/> on the first.</param>
public sealed record KeysetResponse<T>(IReadOnlyList<T> Data, string? Next, string? Previous);
