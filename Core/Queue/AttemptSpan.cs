using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Webhooks.Core.Sending;
using Webhooks.Core.Telemetry;

namespace Webhooks.Core.Queue;

/// <summary>
/// The client span of one delivery attempt, in the trace of the publish; its names are a contract (docs/telemetry.md). Nothing is made
/// unless the trace is recorded and the process exports traces.
/// </summary>
public static class AttemptSpan
{
    /// <summary>Name of the span.</summary>
    public const string Name = "deliver";

    /// <summary>About how many deliveries of one event have spans; if an event matched more, a fixed part of them is chosen.</summary>
    public const int MostPerEvent = 100;

    private static readonly ActivitySource Source = new(WebhookMetrics.Name);

    /// <summary>Begins the span of an attempt; the caller disposes it.</summary>
    /// <param name="delivery">What is sent.</param>
    /// <param name="destinationId">The destination's id.</param>
    /// <param name="url">The destination's URL, of which only host and port are recorded: a path or a query may be a secret.</param>
    /// <returns>null = it is not recorded.</returns>
    public static Activity? Start(ClaimedDelivery delivery, string destinationId, Uri url)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(url);
        if (delivery.Trace is not { } trace || !Source.HasListeners() || !IsChosen(delivery)
            || !ActivityContext.TryParse(trace.Parent, trace.State, isRemote: true, out var parent))
        {
            return null;
        }

        // Before the start, so that samplers see them.
        var tags = new ActivityTagsCollection
        {
            ["http.request.method"] = "POST",
            ["server.address"] = url.IdnHost,
            ["server.port"] = url.Port,
            ["webhooks.event.id"] = delivery.EventId,
            ["webhooks.event.type"] = delivery.EventType,
            ["webhooks.destination.id"] = destinationId,
            ["webhooks.attempt"] = delivery.AttemptNumber,
        };
        return Source.StartActivity(Name, ActivityKind.Client, parent, tags);
    }

    /// <summary>The trace context that goes out with the attempt: that of its span or, without one, that of the publish.</summary>
    /// <param name="activity">From <see cref="Start"/>.</param>
    /// <param name="delivery">What is sent.</param>
    public static TraceContext? ContextOf(Activity? activity, ClaimedDelivery delivery)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        // The state is the stored one: a receiver gets the state that the publisher sent.
        return activity is { Id: { } id } ? delivery.Trace! with { Parent = id }
            : delivery.Trace is { } trace && !IsChosen(delivery) ? trace.NotRecorded()
            : delivery.Trace;
    }

    /// <summary>Writes the outcome of the attempt to its span.</summary>
    /// <param name="activity">From <see cref="Start"/>.</param>
    /// <param name="result">The result of the attempt.</param>
    /// <param name="verdict">The verdict on it.</param>
    public static void Finish(Activity? activity, AttemptResult result, Verdict verdict)
    {
        if (activity is null)
        {
            return;
        }

        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(verdict);
        activity.SetTag("webhooks.verdict", verdict.Name);
        if (result.StatusCode is { } status)
        {
            activity.SetTag("http.response.status_code", status);
        }

        if (!result.IsSuccess)
        {
            activity.SetTag("error.type", result.FailureClass?.ToName() ?? result.StatusCode?.ToString(CultureInfo.InvariantCulture));
            activity.SetStatus(ActivityStatusCode.Error, result.Summary);
        }
    }

    /// <summary>The same for every attempt of a delivery, on every worker: a trace has all of them, or none.</summary>
    internal static bool IsChosen(ClaimedDelivery delivery)
    {
        if (delivery.Matched <= MostPerEvent)
        {
            return true;
        }

        // The second half of a version-7 id is random; mixed with the destination (SplitMix64) it is even over the deliveries of an event.
        Span<byte> key = stackalloc byte[16];
        delivery.EventKey.TryWriteBytes(key);
        var mixed = BinaryPrimitives.ReadUInt64LittleEndian(key[8..]) + ((ulong)delivery.DestinationNo * 0x9E3779B97F4A7C15);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (mixed ^ (mixed >> 31)) % (ulong)delivery.Matched < MostPerEvent;
    }
}
