namespace Webhooks.Dashboard.Web.Deliveries;

/// <summary>Configuration section <c>Telemetry</c> of the dashboard: where people look at traces.</summary>
public sealed class TraceLinks
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Telemetry";

    private const string Mark = "{traceId}";

    /// <summary>Address of a trace, http or https, with <c>{traceId}</c> for its id; null or empty = no links.</summary>
    public string? TraceUrl { get; set; }

    internal bool IsValid => string.IsNullOrEmpty(TraceUrl)
        || (TraceUrl.Contains(Mark, StringComparison.Ordinal)
            && Uri.TryCreate(TraceUrl.Replace(Mark, "0", StringComparison.Ordinal), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp));

    /// <summary>Address of the trace; null = there is none, or no address is configured.</summary>
    /// <param name="traceId">32 hexadecimal digits; null = not traced.</param>
    public string? UrlOf(string? traceId) =>
        traceId is null || string.IsNullOrEmpty(TraceUrl) ? null : TraceUrl.Replace(Mark, traceId, StringComparison.Ordinal);
}
