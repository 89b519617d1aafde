using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Events;

/// <content>Sends the event to every destination that matches it now: an operation in the background, whose progress the page
/// shows.</content>
public sealed partial class EventPage
{
    private bool isCounting;

    [Inject]
    private DialogService Dialogs { get; set; } = default!; // Set by the framework before anything runs.

    private string? Refusal { get; set; }

    private async Task ReplayAsync()
    {
        if (Entry is not { } entry || isCounting)
        {
            return;
        }

        var scope = Scope;
        ReplayTargets? targets = null;
        isCounting = true;
        Refusal = await TryAsync(async (api, cancellationToken) =>
            targets = await ReplayTargets.FindAsync(api, scope, entry.Type, entry.AgentId, cancellationToken));
        isCounting = false;
        if (targets is { Count: 0 })
        {
            Refusal = "No destination matches the event's type and agent. Change or create a destination, then replay the event.";
        }
        else if (targets is not null)
        {
            await Dialogs.ConfirmAsync("Replay this event?", WhatReplayingDoes(targets), "Replay event", StartAsync, isDanger: false);
        }
    }

    private async Task<string?> StartAsync()
    {
        var (tenantId, projectId) = Scope;
        var id = EventId;
        var refusal = await TryAsync(async (api, cancellationToken) =>
            followed.Show(await api.ReplayEventAsync(tenantId, projectId, id, cancellationToken)));
        StateHasChanged();
        return refusal;
    }

    private async Task StopAsync()
    {
        var scope = Scope;
        Refusal = await TryAsync((api, cancellationToken) => followed.StopAsync(api, scope, cancellationToken));
    }
}
