using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;

namespace Webhooks.Api.Events;

/// <summary>
/// The events of a batch, checked each on its own. An id that occurs more than once means the first event that has it and is not refused;
/// the others are repeats of that one, so which of them is stored does not depend on chance.
/// </summary>
internal sealed class PublishBatch
{
    private const int Maximum = 1_000;

    /// <summary>Events of one batch whose deliveries have spans; the others go out as "not recorded".</summary>
    private const int MostTraced = 100;

    private readonly List<Item> items = [];
    private readonly List<NewEvent> events = [];

    private PublishBatch()
    {
    }

    /// <summary>The events to publish: each id once, without those that are refused.</summary>
    public IReadOnlyList<NewEvent> Events => events;

    /// <summary>Reads the member <c>events</c>; empty when the input has a problem.</summary>
    public static PublishBatch Read(JsonInput input, ProjectScope project, TraceContext? trace, int eventBytes)
    {
        var batch = new PublishBatch();
        if (!input.TryGet("events", required: false, out var json) || json.ValueKind is not JsonValueKind.Array
            || json.GetArrayLength() is 0 or > Maximum)
        {
            input.Errors.Add(input.PointerTo("events"), $"must be an array of 1 to {Maximum} events");
            return batch;
        }

        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var notTraced = json.GetArrayLength() > MostTraced ? trace?.NotRecorded() : trace;
        foreach (var (index, item) in json.EnumerateArray().Index())
        {
            var read = Check(item, string.Create(CultureInfo.InvariantCulture, $"{input.PointerTo("events")}/{index}"), eventBytes);
            batch.Add(read, ids, project, index < MostTraced ? trace : notTraced);
        }

        return batch;
    }

    /// <summary>One result per event of the request, in its order.</summary>
    /// <param name="outcomes">Of <see cref="Events"/>, in their order.</param>
    /// <param name="context">Of the request; refusals name it.</param>
    /// <param name="waitingLimit">Deliveries of the project that may wait.</param>
    public IReadOnlyList<PublishResult> ResultsOf(IReadOnlyList<PublishOutcome> outcomes, HttpContext context, long waitingLimit) =>
        [.. items.Select(item => item.Problem is { } problem
            ? new PublishResult(problem.Status, null, problem.ToResponse(context))
            : WithWarnings(ResultOf(item, outcomes[item.Event], context, waitingLimit), item))];

    private static PublishResult WithWarnings(PublishResult result, Item item) =>
        item.Input?.Warnings is { } warnings ? result with { Warnings = warnings } : result;

    private static PublishResult ResultOf(Item item, PublishOutcome outcome, HttpContext context, long waitingLimit) =>
        (outcome, item.IsRepeat) switch
        {
            (PublishOutcome.Accepted accepted, false) =>
                new(StatusCodes.Status201Created, item.Input!.ToResponse(accepted.Event.Identity)), // No problem, so read.
            (PublishOutcome.Accepted accepted, true) => new(StatusCodes.Status200OK, EventResponses.Of(accepted.Event)),
            (PublishOutcome.Repeated repeated, _) => new(StatusCodes.Status200OK, EventResponses.Of(repeated.Event)),
            (PublishOutcome.Refused, _) =>
                new(StatusCodes.Status429TooManyRequests, null, Problems.QueueFull(waitingLimit).ToResponse(context)),
            _ => throw new UnreachableException(),
        };

    private static Item Check(JsonElement json, string pointer, int eventBytes)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            return new Item(null, Problems.Invalid(pointer, "must be an object"));
        }

        if (JsonMarshal.GetRawUtf8Value(json).Length > eventBytes)
        {
            return new Item(null, Problems.TooLarge(eventBytes));
        }

        var input = EventInput.Read(new JsonInput(json, pointer, new InputErrors()));
        return new Item(input, input.Problem);
    }

    private void Add(Item item, Dictionary<string, int> ids, ProjectScope project, TraceContext? trace)
    {
        if (item is not { Problem: null, Input: { } input })
        {
            items.Add(item);
            return;
        }

        if (input.Id is not null && !ids.TryAdd(input.Id, events.Count))
        {
            items.Add(item with { Event = ids[input.Id], IsRepeat = true });
            return;
        }

        items.Add(item with { Event = events.Count });
        events.Add(input.ToNewEvent(project, trace));
    }

    /// <summary>An event of the request: refused, or which of <see cref="Events"/> it is.</summary>
    private sealed record Item(EventInput? Input, Problem? Problem, int Event = -1, bool IsRepeat = false);
}
