using System.Net;
using Microsoft.AspNetCore.Components;
using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>Changes a destination, and notices when another user does meanwhile.</summary>
public sealed partial class DestinationEdit
{
    /// <summary>The destination.</summary>
    [Parameter]
    public string DestinationId { get; set; } = "";

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public StoredDraft? PersistedDraft { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Stored is not null || IsMissing;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!; // Set by the framework before anything runs.

    private bool IsMissing { get; set; }

    /// <summary>The state that the draft began with.</summary>
    private StoredDraft? Stored { get; set; }

    /// <summary>The state that is stored now, when it differs.</summary>
    private StoredDraft? Theirs { get; set; }

    private string OwnUrl => Scope.UrlOf($"/destinations/{Uri.EscapeDataString(DestinationId)}");

    private bool IsChanged => Stored is { } stored && DraftField.All.Any(part => part.IsChanged(stored.Draft, Draft));

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        if (PersistedDraft is { } persisted)
        {
            Stored = persisted;
            DraftField.CopyAll(persisted.Draft, Draft);
        }

        return base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var scope = Scope;
        try
        {
            var now = await api.GetWebhookDestinationAsync(scope.TenantId, scope.ProjectId, DestinationId, cancellationToken);
            await LoadChoicesAsync(api, cancellationToken);
            Note(now);
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound && Stored is null)
        {
            IsMissing = true;
        }
    }

    /// <inheritdoc />
    protected override async Task CheckAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        if (Stored is { } stored)
        {
            await api.CheckWebhookDestinationAsync(
                Scope.TenantId, Scope.ProjectId, DestinationId, Draft.ToUpdate(stored.Draft), stored.ETag, cancellationToken);
        }
    }

    /// <inheritdoc />
    protected override async Task SaveAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        if (Stored is { } stored)
        {
            await api.UpdateWebhookDestinationAsync(
                Scope.TenantId, Scope.ProjectId, DestinationId, Draft.ToUpdate(stored.Draft), stored.ETag, cancellationToken);
            Navigation.NavigateTo(OwnUrl);
        }
    }

    /// <inheritdoc />
    protected override Task OnChangedByOthersAsync() => RefreshAsync();

    private void Note(WebhookDestinationResponse now)
    {
        if (Stored is { } stored && stored.ETag == now.ETag)
        {
            return;
        }

        var fresh = StoredDraft.Of(now);
        if (!IsChanged)
        {
            // Nothing has been typed that could be lost.
            (Stored, PersistedDraft) = (fresh, fresh);
            DraftField.CopyAll(fresh.Draft, Draft);
        }
        else if (!IsSaving)
        {
            Theirs = fresh;
        }
    }

    private void KeepMine()
    {
        if (Stored is { } stored && Theirs is { } theirs)
        {
            DraftField.Merge(Draft, stored.Draft, theirs.Draft);
            (Stored, Theirs) = (theirs, null);
            ForgetErrors();
        }
    }

    private void TakeTheirs()
    {
        if (Theirs is { } theirs)
        {
            DraftField.CopyAll(theirs.Draft, Draft);
            (Stored, Theirs) = (theirs, null);
            ForgetErrors();
        }
    }
}
