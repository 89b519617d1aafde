using System.Globalization;
using Webhooks.Api.Deliveries;
using Webhooks.Api.Http;
using Webhooks.Core.Keys;

namespace Webhooks.Api.Operations;

/// <summary>Which deliveries to send again, checked: exactly one of the two, or the input has an error.</summary>
/// <param name="Keys">Named deliveries, each once.</param>
/// <param name="Filter">A filter.</param>
internal sealed record ResendInput(IReadOnlyList<DeliveryKey>? Keys, DeliveryFilterInput? Filter)
{
    public static ResendInput Read(JsonInput input)
    {
        var ids = input.Texts("deliveryIds");
        var filter = input.Object("filter") is { } members ? ReadFilter(input.InnerOf("filter", members)) : null;
        if (ids is not null == filter is not null && input.Problem is null)
        {
            input.Errors.Add(string.Empty, "must have either deliveryIds or filter");
        }

        return new ResendInput(ids is null ? null : KeysOf(ids, input), filter);
    }

    private static DeliveryFilterInput ReadFilter(JsonInput input)
    {
        var filter = DeliveryFilterInput.Read(input);
        if (filter.IsEmpty && input.Problem is null)
        {
            input.Errors.Add(input.PointerTo("state"), "or another member is required; everything at once is too much to ask for");
        }

        return filter;
    }

    private static List<DeliveryKey> KeysOf(List<string> ids, JsonInput input)
    {
        var keys = new List<DeliveryKey>(ids.Count);
        foreach (var (index, id) in ids.Index())
        {
            if (PublicId.TryParseDelivery(id, out var eventKey, out var destinationNo))
            {
                keys.Add(new DeliveryKey(eventKey, destinationNo));
            }
            else
            {
                input.Errors.Add(
                    string.Create(CultureInfo.InvariantCulture, $"{input.PointerTo("deliveryIds")}/{index}"),
                    "is no id of a delivery (dlv_…)");
            }
        }

        return [.. keys.Distinct()];
    }
}
