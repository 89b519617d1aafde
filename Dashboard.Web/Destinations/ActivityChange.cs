namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A destination is to be paused or resumed.</summary>
/// <param name="Enabled">Whether it is to get deliveries.</param>
/// <param name="DiscardHeld">Whether what is held for it is to be cancelled rather than sent.</param>
public sealed record ActivityChange(bool Enabled, bool DiscardHeld = false)
{
    /// <summary>What was done to a destination, as a sentence.</summary>
    public string Told(string name) => (Enabled, DiscardHeld) switch
    {
        (true, true) => $"{name} resumed; held deliveries discarded",
        (true, false) => $"{name} resumed",
        _ => $"{name} paused",
    };
}
