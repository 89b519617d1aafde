using Microsoft.AspNetCore.Components;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Live;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Forms;

/// <summary>
/// A page with a form that is sent once: what the Api says of a field is shown at that field, everything else above the button.
/// </summary>
public abstract class FormPage : LiveComponent
{
    /// <summary>The user's permissions.</summary>
    [CascadingParameter]
    protected Rights Rights { get; set; } = Rights.None;

    /// <summary>Errors by field.</summary>
    protected FormErrors Errors { get; private set; } = FormErrors.None;

    /// <summary>Why it was not saved, as a sentence; <see langword="null"/> when it was, or before the first attempt.</summary>
    protected string? Refusal { get; private set; }

    /// <summary>Whether it is being saved.</summary>
    protected bool IsSaving { get; private set; }

    /// <inheritdoc />
    protected override bool IsLoaded => true;

    /// <summary>The members of the request that have a field of their own.</summary>
    protected abstract IReadOnlyList<string> Fields { get; }

    [Inject]
    private protected NavigationManager Navigation { get; private set; } = default!; // Set by the framework before anything runs.

    /// <inheritdoc />
    protected override Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what was typed.</summary>
    /// <param name="api">Client with the user's credentials.</param>
    /// <param name="cancellationToken">Ends when the page goes away.</param>
    /// <returns>When it is saved.</returns>
    protected abstract Task SaveAsync(WebhooksClient api, CancellationToken cancellationToken);

    /// <summary>Saves, and says what is wrong.</summary>
    /// <returns>When it is saved, or known why not.</returns>
    protected async Task SubmitAsync()
    {
        if (IsSaving)
        {
            return; // A second click while the first one is under way.
        }

        (IsSaving, Errors, Refusal) = (true, new FormErrors(FindFaults()), null);
        if (Errors.Fields.Count == 0)
        {
            Refusal = await TryAsync(SendAsync);
        }

        if (Errors.Fields.Count > 0)
        {
            var others = Errors.Except(Fields);
            Refusal = others.Count > 0 ? string.Join(' ', others) : "Fix the highlighted fields to continue.";
        }

        IsSaving = false;
    }

    /// <summary>Finds values that cannot be put into a request, so that the Api cannot check them.</summary>
    /// <returns>The errors by member; empty when there are none.</returns>
    protected virtual IReadOnlyList<ProblemField> FindFaults() => [];

    /// <summary>Leads to another page of this project.</summary>
    /// <param name="path">Its path.</param>
    protected void GoTo(string path) => Navigation.NavigateTo(Scope.UrlOf(path));

    private async Task SendAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        try
        {
            await SaveAsync(api, cancellationToken);
        }
        catch (WebhooksApiException refused) when (refused.Problem?.Errors is { Count: > 0 } fields)
        {
            Errors = new FormErrors(fields);
        }
    }
}
