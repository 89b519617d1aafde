using System.Net;
using Microsoft.AspNetCore.Components;
using Webhooks.Client;
using Webhooks.Dashboard.Web.Forms;
using Webhooks.Dashboard.Web.Live;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A page with the form of a destination: has the Api check what is typed, half a second after the last key stroke.</summary>
public abstract class DestinationFormPage : LiveComponent
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> touched = [];
    private FormErrors found = FormErrors.None;
    private int typed;
    private bool wasSubmitted;

    /// <summary>The user's permissions.</summary>
    [CascadingParameter]
    protected Rights Rights { get; set; } = Rights.None;

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public FormChoices? PersistedChoices { get; set; }

    /// <summary>The choices that the form offers.</summary>
    protected FormChoices Choices { get; private set; } = FormChoices.None;

    /// <summary>Whether that is known.</summary>
    protected bool HasChoices { get; private set; }

    /// <summary>The destination as typed.</summary>
    protected DestinationDraft Draft { get; set; } = new();

    /// <summary>Errors in the fields that the user has visited; after an attempt to save, in any.</summary>
    protected FormErrors Errors => wasSubmitted ? found : found.Only(touched);

    /// <summary>Why it was not saved, when no field says it.</summary>
    protected string? Refusal { get; private set; }

    /// <summary>Whether it is being saved.</summary>
    protected bool IsSaving { get; private set; }

    [Inject]
    private TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        (Choices, HasChoices) = (PersistedChoices ?? FormChoices.None, PersistedChoices is not null);
        return base.OnInitializedAsync();
    }

    /// <summary>Asks what there is to choose from, once.</summary>
    /// <param name="api">Client with the user's credentials.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is known.</returns>
    protected async Task LoadChoicesAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        if (!HasChoices)
        {
            PersistedChoices = await FormChoices.LoadAsync(api, Scope, cancellationToken);
            (Choices, HasChoices) = (PersistedChoices, true);
        }
    }

    /// <summary>Asks whether what is typed would be taken.</summary>
    /// <param name="api">Client with the user's credentials.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it would.</returns>
    protected abstract Task CheckAsync(WebhooksClient api, CancellationToken cancellationToken);

    /// <summary>Saves what is typed, and leaves the page.</summary>
    /// <param name="api">Client with the user's credentials.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is saved.</returns>
    protected abstract Task SaveAsync(WebhooksClient api, CancellationToken cancellationToken);

    /// <summary>Another user has changed it since.</summary>
    /// <returns>When the page knows how.</returns>
    protected virtual Task OnChangedByOthersAsync() => Task.CompletedTask;

    /// <summary>Notes that the user has visited a field, and has everything checked when no more is typed.</summary>
    /// <param name="member">The member of the request the field stands for.</param>
    /// <returns>When it is checked, or more was typed.</returns>
    protected async Task TouchAsync(string member)
    {
        touched.Add(member);
        Refusal = null;
        var mine = ++typed;
        await Task.Delay(TypingPause, Clock);
        if (mine == typed && !IsGone && !IsSaving)
        {
            await TryToAsync(CheckAsync, isCheck: true);
        }
    }

    /// <summary>Saves, unless something is wrong.</summary>
    /// <returns>When it is saved, or known why not.</returns>
    protected async Task SubmitAsync()
    {
        if (IsSaving)
        {
            return; // A second click while the first one is under way.
        }

        (wasSubmitted, IsSaving, Refusal) = (true, true, null);
        typed++;
        await TryToAsync(SaveAsync, isCheck: false);
        IsSaving = false;
    }

    /// <summary>Forgets what was said of an earlier draft.</summary>
    protected void ForgetErrors()
    {
        touched.Clear();
        (found, wasSubmitted, Refusal) = (FormErrors.None, false, null);
    }

    private async Task TryToAsync(Func<WebhooksClient, CancellationToken, Task> act, bool isCheck)
    {
        if (Draft.Faults is { Count: > 0 } faults)
        {
            found = new FormErrors(faults);
            Refusal = isCheck ? null : RefusalOf(found, null);
            return;
        }

        var errors = FormErrors.None;
        var trouble = await TryAsync(async (api, cancellationToken) =>
        {
            try
            {
                await act(api, cancellationToken);
            }
            catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.PreconditionFailed)
            {
                await OnChangedByOthersAsync();
            }
            catch (WebhooksApiException refused) when (refused.Problem?.Errors is { Count: > 0 } fields)
            {
                errors = new FormErrors(fields);
            }
        });
        found = trouble is null ? errors : found;
        Refusal = isCheck ? null : RefusalOf(errors, trouble);
    }

    private static string? RefusalOf(FormErrors errors, string? trouble)
    {
        var others = errors.Except(DestinationForm.Members);
        return trouble ?? (errors.Fields.Count == 0 ? null
            : others.Count > 0 ? string.Join(' ', others)
            : "Fix the highlighted fields to continue.");
    }
}
