using System.Diagnostics;

namespace Webhooks.Api.Events;

/// <summary>The trace that events of a request belong to.</summary>
internal static class TraceContext
{
    /// <summary>W3C trace context of this request, when it is traced.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;
}
