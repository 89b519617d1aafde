using Microsoft.AspNetCore.Components;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>The form that creates a trigger or changes one.</summary>
public sealed partial class TriggerForm
{
    private const int MostAgents = 100;

    // Where each message of the Api belongs; what leads nowhere is shown above the buttons.
    private static readonly string[] Members =
    [
        "/agentId", "/id", "/name", "/description", "/enabled", "/inputSchema", "/messageTemplate", "/signatureVerification/secret",
        "/signatureVerification/toleranceSeconds", "/signatureVerification/custom", "/authentication", "/rateLimitPerMinute",
        "/bodyLimitBytes",
        "/plainTextIsJson", "/runAsUserIds", "/dispatchDelayMs",
    ];

    /// <summary>The agent of the trigger to change; null to create one.</summary>
    [Parameter]
    public string? AgentId { get; set; }

    /// <summary>The trigger to change; null to create one.</summary>
    [Parameter]
    public string? TriggerId { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Agents is not null && (IsNew || Stored is not null || isMissing);

    [CascadingParameter]
    private Rights Rights { get; set; } = Rights.None;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!; // Set by the framework before anything runs.

    private bool IsNew => TriggerId is null;

    private bool isMissing;

    private IReadOnlyList<AgentResponse>? Agents { get; set; }

    private TriggerResponse? Stored { get; set; }

    private TriggerDraft Draft { get; set; } = new();

    private FieldProblems Problems { get; set; } = FieldProblems.None;

    private string? Refusal { get; set; }

    private bool IsBusy { get; set; }

    private string BackUrl =>
        Scope.UrlOf(IsNew ? TriggerUrls.Path : TriggerUrls.Of(AgentId!, TriggerId!)); // Both are there, or neither is.

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        // Loads once, so that what is typed is not overwritten.
        if (IsLoaded)
        {
            return;
        }

        var (tenantId, projectId) = Scope;
        var agents = (await api.ListAgentsAsync(tenantId, projectId, limit: MostAgents, cancellationToken: cancellationToken)).Data;
        if (IsNew)
        {
            Draft.AgentId = agents is [{ } only] ? only.Id : "";
        }
        else
        {
            try
            {
                Stored = await api.GetTriggerAsync(tenantId, projectId, AgentId!, TriggerId!, cancellationToken); // Both are there.
                Draft = TriggerDraft.Of(Stored);
            }
            catch (WebhooksApiException refused) when (refused.StatusCode is System.Net.HttpStatusCode.NotFound)
            {
                isMissing = true;
            }
        }

        Agents = agents;
    }

    private async Task SaveAsync()
    {
        (Refusal, Problems) = (null, new FieldProblems(Draft.Check()));
        if (Problems.Fields.Count > 0)
        {
            return;
        }

        IsBusy = true;
        TriggerResponse? saved = null;
        Refusal = await TryAsync(async (api, cancellationToken) =>
        {
            try
            {
                saved = await SaveAsync(api, cancellationToken);
            }
            catch (WebhooksApiException refused) when (refused.Problem?.Errors is { Count: > 0 } errors)
            {
                Problems = new FieldProblems(errors);
            }
        });
        IsBusy = false;
        if (saved is not null)
        {
            Navigation.NavigateTo(Scope.UrlOf(TriggerUrls.Of(saved.AgentId, saved.Id)));
        }
    }

    private Task<TriggerResponse> SaveAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var (tenantId, projectId) = Scope;
        return IsNew
            ? api.CreateTriggerAsync(tenantId, projectId, Draft.AgentId, Draft.ToCreate(), cancellationToken)
            : api.UpdateTriggerAsync(tenantId, projectId, AgentId!, TriggerId!, Draft.ToUpdate(), cancellationToken); // Both are there.
    }

    /// <summary>The Api's rule for a member.</summary>
    private static FieldRule RuleOf(string member) => FieldRule.Of<CreateTriggerRequest>(member);
}
