namespace Webhooks.Dashboard.Web.Log;

/// <summary>A stretch of time to choose.</summary>
/// <param name="Key">How it stands in an address.</param>
/// <param name="Text">What people read.</param>
/// <param name="Span">How long it is.</param>
public sealed record TimeRangeChoice(string Key, string Text, TimeSpan Span);
