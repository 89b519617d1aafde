namespace Webhooks.Core.Destinations;

/// <summary>Attempts of a span.</summary>
/// <param name="Delivered">Those that were delivered.</param>
/// <param name="Failed">Those that were not, whatever followed.</param>
public readonly record struct AttemptTally(long Delivered, long Failed)
{
    /// <summary>All of them.</summary>
    public long Attempts => Delivered + Failed;
}
