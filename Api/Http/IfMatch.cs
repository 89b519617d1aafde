using Microsoft.Net.Http.Headers;

namespace Webhooks.Api.Http;

/// <summary>
/// The header <c>If-Match</c> (RFC 9110 section 13.1.1): a change is made only when the resource has not changed since its tag was
/// read. <c>*</c> fits whatever is there; a weak tag never fits.
/// </summary>
internal sealed class IfMatch
{
    private readonly IList<EntityTagHeaderValue>? tags;

    private IfMatch(IList<EntityTagHeaderValue>? tags) => this.tags = tags;

    /// <summary>The request's condition; without the header every tag fits. A header that is no list of entity tags is an error.</summary>
    public static IfMatch Read(HttpRequest request, InputErrors errors)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return new IfMatch(null);
        }

        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags) || tags.Count == 0)
        {
            errors.Add("/If-Match", "must be * or entity tags in double quotes, as an ETag header gave them");
        }

        return new IfMatch(tags ?? []);
    }

    /// <summary>Whether the resource may be changed.</summary>
    /// <param name="tag">Its tag now, with the quotes.</param>
    public bool Fits(string tag) =>
        tags is null || tags.Any(given => IsAny(given) || (!given.IsWeak && given.Tag.Equals(tag, StringComparison.Ordinal)));

    /// <summary>
    /// Whether the header <c>If-None-Match</c> says that the caller has this state already (weak comparison). An unreadable header is
    /// ignored.
    /// </summary>
    public static bool HasAlready(HttpRequest request, string tag) =>
        request.Headers.IfNoneMatch is { Count: > 0 } header
        && EntityTagHeaderValue.TryParseList(header, out var given)
        && given.Any(one => IsAny(one) || one.Tag.Equals(tag, StringComparison.Ordinal));

    private static bool IsAny(EntityTagHeaderValue tag) => tag.Tag.Equals("*", StringComparison.Ordinal);
}
