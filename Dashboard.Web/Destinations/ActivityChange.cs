using Radzen;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A destination is to be paused or resumed.</summary>
/// <param name="Enabled">Whether it is to get deliveries.</param>
/// <param name="DiscardHeld">Whether what is held for it is to be cancelled rather than sent.</param>
public sealed record ActivityChange(bool Enabled, bool DiscardHeld = false)
{
    /// <summary>The change to a destination, as a sentence.</summary>
    public string Told(string name) => (Enabled, DiscardHeld) switch
    {
        (true, true) => $"{name} resumed; held deliveries discarded",
        (true, false) => $"{name} resumed",
        _ => $"{name} paused",
    };
}

/// <summary>Asks what is to become of held deliveries before their destination is resumed.</summary>
internal static class ResumeQuestion
{
    /// <summary>Asks, unless nothing is held.</summary>
    /// <param name="dialogs">Opens the dialog.</param>
    /// <param name="name">Name of the destination.</param>
    /// <param name="held">The held deliveries; null = none.</param>
    /// <returns>The change to make; null = leave it paused.</returns>
    public static async Task<ActivityChange?> AskToResumeAsync(this DialogService dialogs, string name, QueuedDestination? held) =>
        held is not { Waiting: > 0 }
            ? new ActivityChange(true)
            : await dialogs.OpenAsync<ResumeDialog>(
                $"Resume {name}?",
                new Dictionary<string, object?> { [nameof(ResumeDialog.Held)] = held },
                new DialogOptions { Width = "min(34rem, 96vw)", CloseDialogOnEsc = true, AutoFocusFirstElement = true }) as ActivityChange;
}
