using Microsoft.AspNetCore.Components;
using Radzen;

namespace Webhooks.Dashboard.Web.Shared;

/// <summary>Asks before something is done that is hard to take back.</summary>
internal static class Confirmation
{
    /// <summary>Asks, and does it when the answer is yes.</summary>
    /// <param name="dialogs">Opens the dialog.</param>
    /// <param name="title">The question, such as <c>Delete the destination CRM?</c></param>
    /// <param name="body">A description of what will happen.</param>
    /// <param name="confirm">Text of the button that does it.</param>
    /// <param name="act">Does it, and says why it was refused; null = done.</param>
    /// <param name="isDanger">Whether it cannot be taken back.</param>
    /// <param name="keep">Text of the button that does not; another one than Cancel where that would be taken for the deed.</param>
    /// <returns>Whether it was done.</returns>
    public static async Task<bool> ConfirmAsync(
        this DialogService dialogs, string title, RenderFragment body, string confirm, Func<Task<string?>> act, bool isDanger = true,
        string keep = "Cancel") =>
        await dialogs.OpenAsync<ConfirmDialog>(
            title,
            new Dictionary<string, object?>
            {
                [nameof(ConfirmDialog.Body)] = body,
                [nameof(ConfirmDialog.Confirm)] = confirm,
                [nameof(ConfirmDialog.Cancel)] = keep,
                [nameof(ConfirmDialog.Act)] = act,
                [nameof(ConfirmDialog.IsDanger)] = isDanger,
            },
            new DialogOptions { Width = "min(32rem, 96vw)", CloseDialogOnEsc = true, AutoFocusFirstElement = true }) is true;
}
