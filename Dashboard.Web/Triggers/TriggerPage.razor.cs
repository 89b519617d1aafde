using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Log;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>One trigger: what its sender needs, a test call, and what it started.</summary>
public sealed partial class TriggerPage
{
    private LogRows<InvocationResponse> rows = NewRows();
    private LogRows<InvocationResponse> before = NewRows();
    private bool isMissing;

    /// <summary>The agent it starts.</summary>
    [Parameter]
    public string AgentId { get; set; } = "";

    /// <summary>The trigger.</summary>
    [Parameter]
    public string TriggerId { get; set; } = "";

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public TriggerResponse? PersistedTrigger { get; set; }

    /// <summary>The same for its invocations.</summary>
    [PersistentState]
    public KeysetResponse<InvocationResponse>? PersistedInvocations { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => isMissing || (Shown is not null && rows.Shown is not null);

    [CascadingParameter]
    private Rights Rights { get; set; } = Rights.None;

    [Inject]
    private DialogService Dialogs { get; set; } = default!; // Set by the framework before anything runs.

    private TriggerResponse? Shown { get; set; }

    private LogRows<InvocationResponse> Rows => rows.Shown is null ? before : rows;

    private string? Status { get; set; }

    private string? Cursor { get; set; }

    private string? Secret { get; set; }

    private string? Refusal { get; set; }

    /// <inheritdoc />
    protected override void ReadAddress(string url)
    {
        var query = UrlQuery.Of(url);
        (Status, Cursor) = (query.OneOf("status", InvocationStatus.All), query.Text("cursor", 500));
        before = Rows;
        rows = NewRows();
        Shown ??= PersistedTrigger;
        if (PersistedInvocations is { } persisted)
        {
            rows.Show(persisted);
            PersistedInvocations = null;
        }
    }

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var ((tenantId, projectId), status, at, asked) = (Scope, Status, Cursor, rows);
        try
        {
            Shown = PersistedTrigger = await api.GetTriggerAsync(tenantId, projectId, AgentId, TriggerId, cancellationToken);
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            isMissing = true;
            return;
        }

        await asked.RefreshAsync(
            cursor =>
                api.ListInvocationsAsync(
                    tenantId, projectId, AgentId, TriggerId, status, cursor: cursor, cancellationToken: cancellationToken),
            at,
            isHeld: false);
        if (asked == rows)
        {
            PersistedInvocations = rows.Page;
        }
    }

    private static LogRows<InvocationResponse> NewRows() => new(invocation => invocation.Id);

    private string UrlOf(string? status, string? cursor) =>
        UrlQuery.UrlOf(Scope, TriggerUrls.Of(AgentId, TriggerId), [new("status", status), new("cursor", cursor)]);

    private string UrlOfInvocation(string invocationId) => Scope.UrlOf(TriggerUrls.Of(AgentId, TriggerId, invocationId));

    private async Task SetEnabledAsync(bool enabled)
    {
        var (tenantId, projectId) = Scope;
        Refusal = await TryAsync(async (api, cancellationToken) => Shown = await api.UpdateTriggerAsync(
            tenantId, projectId, AgentId, TriggerId, new UpdateTriggerRequest { Enabled = enabled }, cancellationToken));
    }

    private async Task RevealAsync()
    {
        var (tenantId, projectId) = Scope;
        Refusal = await TryAsync(async (api, cancellationToken) =>
            Secret = (await api.GetTriggerSecretAsync(tenantId, projectId, AgentId, TriggerId, cancellationToken)).Secret);
    }

    private async Task DeleteAsync()
    {
        var (tenantId, projectId) = Scope;
        var isDeleted = await Dialogs.ConfirmAsync(
            $"Delete {Shown?.Name}?",
            Consequence,
            "Delete trigger",
            () => TryAsync((api, cancellationToken) => api.DeleteTriggerAsync(tenantId, projectId, AgentId, TriggerId, cancellationToken)));
        if (isDeleted)
        {
            Navigation.NavigateTo(Scope.UrlOf(TriggerUrls.Path));
        }
    }

    private async Task<(InvokeTriggerResponse? Started, string? Refusal)> SendAsync(TestCall call)
    {
        var (tenantId, projectId) = Scope;
        var trigger = Shown!; // The call is made on its page.
        InvokeTriggerResponse? started = null;
        var refusal = await TryAsync(async (api, cancellationToken) =>
        {
            var headers = trigger.Authentication.Headers.Select(
                header => KeyValuePair.Create(header.Name, call.Values.GetValueOrDefault(header.Name, "")));
            if (trigger.SignatureVerification is { } verification)
            {
                var secret = await api.GetTriggerSecretAsync(tenantId, projectId, AgentId, TriggerId, cancellationToken);
                var id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"test-{Now.UtcTicks}");
                headers = headers.Concat(TriggerSigner.Sign(verification, secret.Secret ?? "", call.Payload, id, Now, call.Values));
            }

            started = await api.InvokeTriggerAsync(
                AddressOf(trigger), Encoding.UTF8.GetBytes(call.Payload),
                headers.DistinctBy(header => header.Key, StringComparer.OrdinalIgnoreCase), cancellationToken);
        });
        await RefreshAsync();
        return (started, refusal);
    }

    // By the way the dashboard knows to the Api: the address for senders may be one that leads back here only from outside.
    private static Uri AddressOf(TriggerResponse trigger) =>
        new(trigger.WebhookUrl[(trigger.WebhookUrl.IndexOf("/run/tenants/", StringComparison.Ordinal) + 1)..], UriKind.Relative);
}
