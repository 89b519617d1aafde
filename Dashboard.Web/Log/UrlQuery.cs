using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Log;

/// <summary>
/// The parameters of a page's address. People edit addresses and share old ones, so what is not understood counts as left out.
/// </summary>
internal sealed class UrlQuery
{
    private readonly Dictionary<string, StringValues> values;

    private UrlQuery(Dictionary<string, StringValues> values) => this.values = values;

    /// <summary>The parameters of an address, relative or absolute.</summary>
    public static UrlQuery Of(string url)
    {
        var parts = url.Split('#', 2)[0].Split('?', 2);
        return new UrlQuery(QueryHelpers.ParseQuery(parts.Length > 1 ? parts[1] : null));
    }

    /// <summary>
    /// The first value without blanks around it; null when it is missing, blank or longer than <paramref name="longest"/>.
    /// </summary>
    public string? Text(string name, int longest = 255) =>
        values.TryGetValue(name, out var found) && found[0]?.Trim() is { Length: > 0 } text && text.Length <= longest ? text : null;

    /// <summary>The value when it is one of these.</summary>
    public string? OneOf(string name, IEnumerable<string> allowed) => Text(name) is { } text && allowed.Contains(text) ? text : null;

    /// <summary>The value when it is a whole number in this range.</summary>
    public int? Number(string name, int least, int most) =>
        int.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : null;

    /// <summary>A page of this project with these parameters; those without a value are left out.</summary>
    public static string UrlOf(ProjectAddress scope, string path, IEnumerable<KeyValuePair<string, string?>> parameters) =>
        QueryHelpers.AddQueryString(scope.UrlOf(path), parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value)));
}
