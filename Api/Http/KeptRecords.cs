using System.Globalization;
using Microsoft.Extensions.Options;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Http;

/// <summary>
/// The 404 for an event, delivery or invocation that is not there. Ids hold their time, so one whose retention has passed is answered
/// differently from one that never was. What other projects have is not disclosed.
/// </summary>
internal sealed class KeptRecords(IOptions<RetentionOptions> options, TimeProvider clock)
{
    public Problem EventNotFound(string id) =>
        NotFound($"There is no event \"{id}\" in this project", PublicId.TryParseEvent(id, out var key) ? key : null);

    public Problem DeliveryNotFound(string id) =>
        NotFound($"There is no delivery \"{id}\" in this project", PublicId.TryParseDelivery(id, out var key, out _) ? key : null);

    public Problem InvocationNotFound(string id) =>
        NotFound($"There is no invocation \"{id}\" of this trigger", PublicId.TryParseInvocation(id, out var key) ? key : null);

    private Problem NotFound(string what, Guid? key)
    {
        var keptDays = options.Value.EventDays;
        return Problems.NotFound(key is { } known && EventTime.Of(known) < RetainedDays.Horizon(keptDays, clock.GetUtcNow())
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{what} any more: it is of {EventTime.Of(known):yyyy-MM-dd}, and events, deliveries and invocations are kept for {keptDays} days.")
            : $"{what}.");
    }
}
