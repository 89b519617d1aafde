using Radzen;

namespace Webhooks.Dashboard.Web.Shared;

/// <summary>Says what was done, in the corner of the page.</summary>
internal static class Notices
{
    /// <summary>Long enough to be read by a user who looks elsewhere first.</summary>
    private static readonly TimeSpan Shown = TimeSpan.FromSeconds(8);

    /// <summary>Says that something was done.</summary>
    /// <param name="notifications">Shows it.</param>
    /// <param name="summary">The result, in a word.</param>
    /// <param name="detail">The consequence, as a sentence.</param>
    public static void Done(this NotificationService notifications, string summary, string detail) =>
        notifications.Notify(NotificationSeverity.Success, summary, detail, Shown.TotalMilliseconds);
}
