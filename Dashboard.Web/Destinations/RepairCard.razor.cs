using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;
using Webhooks.Dashboard.Web.Operations;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>Sends a destination what it did not get, and shows the progress and recent operations.</summary>
public sealed partial class RepairCard
{
    private const int ListedAtOnce = 50;
    private const int LatelyShown = 5;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly FollowedOperation followed;
    private IReadOnlyList<OperationResponse>? operations;
    private DateTimeOffset listedAt;
    private TimeRange failedIn = RepairSpan.Usual;
    private TimeRange missedIn = RepairSpan.Usual;
    private string? refusal;
    private bool isCounting;

    /// <summary>Follows the repairs of this destination.</summary>
    public RepairCard() => followed = new FollowedOperation(IsAboutIt);

    /// <summary>The destination.</summary>
    [Parameter, EditorRequired]
    public string DestinationId { get; set; } = "";

    /// <summary>Its name.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>Whether it is paused.</summary>
    [Parameter, EditorRequired]
    public bool IsPaused { get; set; }

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public OperationResponse[]? PersistedOperations { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => operations is not null;

    [CascadingParameter]
    private Rights Rights { get; set; } = Rights.None;

    [Inject]
    private DialogService Dialogs { get; set; } = default!; // Set by the framework before anything runs.

    private IEnumerable<OperationResponse> Lately =>
        (operations ?? []).Where(operation => operation.Id != followed.Shown?.Id).Take(LatelyShown);

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        if (PersistedOperations is { } persisted)
        {
            operations = persisted;
            followed.Show(persisted.FirstOrDefault(operation => !OperationWords.IsFinal(operation)));
        }

        return base.OnInitializedAsync();
    }

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var scope = Scope;
        await followed.FollowAsync(api, scope, cancellationToken);
        if (operations is null || Now - listedAt >= Fresh)
        {
            var newest = await api.ListOperationsAsync(
                scope.TenantId, scope.ProjectId, limit: ListedAtOnce, cancellationToken: cancellationToken);
            operations = [.. newest.Data.Where(IsAboutIt)];
            listedAt = Now;
            PersistedOperations = [.. operations.Take(LatelyShown + 1)];
        }
    }

    private bool IsAboutIt(OperationResponse operation) => operation.Parameters.DestinationId == DestinationId;

    private string? UrlOf(OperationResponse? operation) => operation is null ? null : OperationWords.ViewOf(operation)?.UrlIn(Scope);

    private async Task RecoverAsync()
    {
        (var span, refusal) = RepairSpan.Of(failedIn, Now);
        if (span is null || isCounting)
        {
            return;
        }

        var scope = Scope;
        (int Count, bool IsMore)? found = null;
        isCounting = true;
        refusal = await TryAsync(
            async (api, cancellationToken) => found = await span.CountGivenUpAsync(api, scope, DestinationId, cancellationToken));
        isCounting = false;
        if (found is { Count: 0, IsMore: false })
        {
            refusal = $"No deliveries failed or expired {span.Describe()}.";
        }
        else if (found is var (count, isMore))
        {
            await Dialogs.ConfirmAsync(
                $"Resend failed deliveries to {Name}?",
                WhatRecoveringDoes(span, count, isMore),
                RepairSpan.Button(count, isMore),
                () => StartAsync((api, cancellationToken) => api.RecoverWebhookDestinationAsync(
                    scope.TenantId, scope.ProjectId, DestinationId, new RecoverDestinationRequest(span.Since, span.Until),
                    cancellationToken)),
                isDanger: false);
        }
    }

    private async Task SendMissingAsync()
    {
        (var span, refusal) = RepairSpan.Of(missedIn, Now);
        if (span is not null)
        {
            var scope = Scope;
            await Dialogs.ConfirmAsync(
                $"Send missed events to {Name}?",
                WhatSendingMissingDoes(span),
                "Send missed events",
                () => StartAsync((api, cancellationToken) => api.ReplayMissingEventsAsync(
                    scope.TenantId, scope.ProjectId, DestinationId, new ReplayMissingRequest(span.Since, span.Until), cancellationToken)),
                isDanger: false);
        }
    }

    private async Task<string?> StartAsync(Func<WebhooksClient, CancellationToken, Task<OperationResponse>> start)
    {
        var refused = await TryAsync(async (api, cancellationToken) => followed.Show(await start(api, cancellationToken)));
        StateHasChanged();
        return refused;
    }

    private async Task StopAsync()
    {
        var scope = Scope;
        refusal = await TryAsync((api, cancellationToken) => followed.StopAsync(api, scope, cancellationToken));
    }

    private async Task StopOtherAsync(OperationResponse operation)
    {
        var scope = Scope;
        refusal = await TryAsync((api, cancellationToken) =>
            api.CancelOperationAsync(scope.TenantId, scope.ProjectId, operation.Id, cancellationToken));
        listedAt = default;
        await RefreshAsync();
    }
}
