using System.Net;
using Microsoft.AspNetCore.Components;
using Radzen;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Shared;

namespace Webhooks.Dashboard.Web.Settings;

/// <summary>One agent: its name, where it is run, its secret, and its end.</summary>
public sealed partial class AgentEdit
{
    /// <summary>The agent.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public AgentResponse? PersistedAgent { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => Stored is not null || IsMissing;

    /// <inheritdoc />
    protected override IReadOnlyList<string> Fields { get; } = ["name", "runUrl"];

    [Inject]
    private DialogService Dialogs { get; set; } = default!; // Set by the framework before anything runs.

    private AgentResponse? Stored { get; set; }

    private bool IsMissing { get; set; }

    private bool IsSaved { get; set; }

    private string Name { get; set; } = "";

    private string RunUrl { get; set; } = "";

    private IReadOnlyList<AgentSecret>? Secrets { get; set; }

    private string? SecretRefusal { get; set; }

    private string? SwitchRefusal { get; set; }

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        if (PersistedAgent is not null)
        {
            Show(PersistedAgent);
        }

        return base.OnInitializedAsync();
    }

    /// <summary>Once: what is typed must not be overwritten by what is stored.</summary>
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        if (IsLoaded)
        {
            return;
        }

        try
        {
            Show(await api.GetAgentAsync(Scope.TenantId, Scope.ProjectId, Id, cancellationToken));
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            IsMissing = true;
        }
    }

    /// <inheritdoc />
    protected override async Task SaveAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        IsSaved = false;
        var runUrl = string.IsNullOrWhiteSpace(RunUrl) ? null : RunUrl.Trim();
        var change = new UpdateAgentRequest
        {
            Name = Name.Trim(),
            // Sent only when it is another: sending it would switch it on again.
            RunUrl = runUrl == Stored?.RunUrl ? default(Optional<string?>) : runUrl,
        };
        Show(await api.UpdateAgentAsync(Scope.TenantId, Scope.ProjectId, Id, change, cancellationToken));
        (IsSaved, Secrets) = (true, null);
    }

    private void Show(AgentResponse agent)
    {
        (Stored, PersistedAgent) = (agent, agent);
        (Name, RunUrl) = (agent.Name, agent.RunUrl ?? "");
    }

    private async Task SwitchOnAsync() => SwitchRefusal = await TryAsync(async (api, cancellationToken) =>
    {
        var change = new UpdateAgentRequest { RunUrl = Stored?.RunUrl };
        var agent = await api.UpdateAgentAsync(Scope.TenantId, Scope.ProjectId, Id, change, cancellationToken);
        (Stored, PersistedAgent) = (agent, agent);
    });

    private async Task ToggleSecretAsync()
    {
        if (Secrets is not null)
        {
            Secrets = null;
            return;
        }

        SecretRefusal = await TryAsync(async (api, cancellationToken) =>
            Secrets = (await api.GetAgentSecretsAsync(Scope.TenantId, Scope.ProjectId, Id, cancellationToken)).Secrets);
    }

    private async Task DeleteAsync()
    {
        var scope = Scope;
        if (await Dialogs.ConfirmAsync(
            $"Delete the agent {Stored?.Name}?",
            DeletionBody,
            "Delete agent",
            () => TryAsync((api, cancellationToken) => api.DeleteAgentAsync(scope.TenantId, scope.ProjectId, Id, cancellationToken))))
        {
            GoTo("/settings/agents");
        }
    }
}
