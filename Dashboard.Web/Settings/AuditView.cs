using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Settings;

/// <summary>The filters of the audit log's page, as its address says them.</summary>
/// <param name="Action">Name of an operation; empty = all.</param>
/// <param name="ActorId">An API key or user; empty = all.</param>
/// <param name="ProjectOnly">Only what was done in the project that is shown.</param>
/// <param name="From">First day, as <c>yyyy-MM-dd</c>; empty = the beginning.</param>
/// <param name="To">Last day, as <c>yyyy-MM-dd</c>; empty = today.</param>
/// <param name="Cursor">Where the page begins; empty = with the newest.</param>
public sealed record AuditView(string Action, string ActorId, bool ProjectOnly, string From, string To, string Cursor)
{
    private const string Yes = "true";

    /// <summary>Whether anything is left out.</summary>
    public bool IsFiltered => Action.Length + ActorId.Length + From.Length + To.Length > 0 || ProjectOnly;

    /// <summary>The view of an address.</summary>
    /// <param name="url">The address; what it does not say is left open.</param>
    public static AuditView Of(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        var query = QueryHelpers.ParseQuery(url.Split('#')[0].Split('?', 2) is [_, var text] ? text : null);
        string Text(string name) => query.TryGetValue(name, out var value) ? value.ToString().Trim() : "";
        return new AuditView(
            Text("action"), Text("actor"), Text("here") == Yes, DayOrEmpty(Text("from")), DayOrEmpty(Text("to")), Text("cursor"));
    }

    /// <summary>The address of this view.</summary>
    /// <param name="scope">The project that is shown.</param>
    /// <param name="path">Path of the page.</param>
    public string UrlIn(ProjectAddress scope, string path)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var parameters = new Dictionary<string, string?>
        {
            ["action"] = Action,
            ["actor"] = ActorId,
            ["here"] = ProjectOnly ? Yes : "",
            ["from"] = From,
            ["to"] = To,
            ["cursor"] = Cursor,
        };
        return QueryHelpers.AddQueryString(scope.UrlOf(path), parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value)));
    }

    /// <summary>The filter for the Api; days are those of UTC, the last one included.</summary>
    /// <param name="scope">The project that is shown.</param>
    public AuditFilter ToFilter(ProjectAddress scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return new AuditFilter
        {
            Action = Action.Length == 0 ? null : Action,
            ActorId = ActorId.Length == 0 ? null : ActorId,
            ProjectId = ProjectOnly ? scope.ProjectId : null,
            From = DayOf(From),
            To = DayOf(To)?.AddDays(1),
        };
    }

    private static string DayOrEmpty(string text) => DayOf(text) is null ? "" : text;

    private static DateTimeOffset? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue
            ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)
            : null;
}
