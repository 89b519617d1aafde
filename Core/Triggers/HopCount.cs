using System.Globalization;
using Webhooks.Core.Sending;

namespace Webhooks.Core.Triggers;

/// <summary>
/// How many triggers lie between an event and its first cause. Every delivery of an event that a trigger caused carries the number,
/// and a trigger refuses a request that has come through too many: so triggers and destinations that feed each other stop.
/// </summary>
public static class HopCount
{
    /// <summary>
    /// Triggers that one thing may pass, when nothing else is configured. Each hop may multiply the number of requests, so the limit is
    /// small.
    /// </summary>
    public const int DefaultLimit = 4;

    /// <summary>The header of a delivery; absent = none. A reserved name, so no custom header can be it.</summary>
    public const string Header = DeliverySender.HopsHeader;

    /// <summary>The header of the answer that refuses a request for its hops.</summary>
    public const string RefusalHeader = DeliverySender.RefusedHeader;

    /// <summary>Value of <see cref="RefusalHeader"/>.</summary>
    public const string Loop = DeliverySender.RefusedAsLoop;

    /// <summary>
    /// The number a request carries: the largest of its values, from 0 to <see cref="short.MaxValue"/>. A value that is not a number counts
    /// as none.
    /// </summary>
    public static int Read(IEnumerable<string?> values)
    {
        var largest = 0;
        foreach (var value in values)
        {
            if (value is { Length: > 0 } && value.All(char.IsAsciiDigit))
            {
                largest = Math.Max(
                    largest,
                    int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                        ? Math.Min(number, short.MaxValue)
                        : short.MaxValue);
            }
        }

        return largest;
    }
}
