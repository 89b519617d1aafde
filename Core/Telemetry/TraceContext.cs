using System.Diagnostics;

namespace Webhooks.Core.Telemetry;

/// <summary>A place in a recorded trace (W3C Trace Context). Goes with an event from its publish to the receivers.</summary>
/// <param name="Parent">The header <c>traceparent</c>, 55 characters for version 00.</param>
/// <param name="State">The header <c>tracestate</c>, printable ASCII of at most <see cref="MostStateCharacters"/>; null = none.</param>
public sealed record TraceContext(string Parent, string? State = null)
{
    /// <summary>A longer <c>tracestate</c> is dropped, as W3C allows: it is stored with every event of the request.</summary>
    public const int MostStateCharacters = 512;

    /// <summary>Length of the flags, which a version 00 ends with.</summary>
    private const int FlagCharacters = 2;

    /// <summary>The context of the current request; null = its trace is not recorded, and then nothing is stored or sent on.</summary>
    public static TraceContext? Current => Of(Activity.Current);

    /// <summary>The trace's id, 32 hexadecimal digits.</summary>
    public string TraceId => Parent.Substring(3, 32);

    /// <summary>The same place in the same trace, flagged so that nothing below it is recorded.</summary>
    public TraceContext NotRecorded() => this with { Parent = $"{Parent[..^FlagCharacters]}00" };

    /// <summary>The context of an activity; null = there is none, or its trace is not recorded.</summary>
    public static TraceContext? Of(Activity? activity)
    {
        if (activity is not { IdFormat: ActivityIdFormat.W3C, Recorded: true })
        {
            return null;
        }

        // A process that exports no traces never shows its span, so there receivers continue the caller's own span.
        var parent = activity.Source.HasListeners() ? activity.Id : activity.ParentId;
        return parent is null ? null : new TraceContext(parent, IsKept(activity.TraceStateString) ? activity.TraceStateString : null);
    }

    /// <summary>Reads it from its columns; null = the event has none.</summary>
    internal static TraceContext? Read(string? parent, string? state) => parent is null ? null : new TraceContext(parent, state);

    private static bool IsKept(string? state) =>
        state is { Length: > 0 and <= MostStateCharacters } && !state.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
