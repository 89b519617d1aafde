using System.Net;
using Microsoft.AspNetCore.Components;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Live;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>One start of an agent by a trigger: what came in, the conversation it opened, and the calls of the agent.</summary>
public sealed partial class InvocationPage
{
    private bool isMissing;

    /// <summary>The agent.</summary>
    [Parameter]
    public string AgentId { get; set; } = "";

    /// <summary>The trigger.</summary>
    [Parameter]
    public string TriggerId { get; set; } = "";

    /// <summary>The invocation.</summary>
    [Parameter]
    public string InvocationId { get; set; } = "";

    /// <summary>Hands over to the circuit what was loaded while the page was rendered in advance; public for that.</summary>
    [PersistentState]
    public InvocationDetailResponse? PersistedInvocation { get; set; }

    /// <inheritdoc />
    protected override bool IsLoaded => isMissing || Shown is not null;

    [CascadingParameter]
    private Rights Rights { get; set; } = Rights.None;

    private InvocationDetailResponse? Shown { get; set; }

    private ConversationResponse? Conversation { get; set; }

    private string OtherMessage { get; set; } = "";

    private string? Refusal { get; set; }

    private bool IsBusy { get; set; }

    // The messages are shown as soon as they are there; before that, the one the invocation itself tells of.
    private IReadOnlyList<MessageResponse> Messages => Conversation?.Messages
        ?? (Shown is null ? [] : [new MessageResponse("", MessageRole.User, Shown.Message, Shown.CreatedAt)]);

    /// <inheritdoc />
    protected override void ReadAddress(string url)
    {
        Shown = PersistedInvocation?.Id == InvocationId ? PersistedInvocation : null;
        (Conversation, Refusal, isMissing) = (null, null, false);
    }

    /// <inheritdoc />
    protected override async Task LoadAsync(WebhooksClient api, CancellationToken cancellationToken)
    {
        var ((tenantId, projectId), invocationId) = (Scope, InvocationId);
        try
        {
            var found = await api.GetInvocationAsync(tenantId, projectId, AgentId, TriggerId, invocationId, cancellationToken);
            if (invocationId != InvocationId)
            {
                return; // Another one is shown by now.
            }

            (Shown, isMissing) = (found, false);
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            isMissing = Shown is null;
            return;
        }

        PersistedInvocation = PersistedLimits.Allows(Shown.Payload) && Shown.Message.Length <= PersistedLimits.LargestPart ? Shown : null;
        try
        {
            Conversation = await api.GetProjectConversationAsync(tenantId, projectId, Shown.ConversationId, cancellationToken);
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            Conversation = null; // It is kept for a shorter time, or was deleted.
        }
    }

    private async Task RerunAsync()
    {
        var (tenantId, projectId) = Scope;
        InvokeTriggerResponse? started = null;
        IsBusy = true;
        Refusal = await TryAsync(async (api, cancellationToken) => started = await api.RerunInvocationAsync(
            tenantId, projectId, AgentId, TriggerId, InvocationId,
            OtherMessage.Trim() is { Length: > 0 } message ? message : null, cancellationToken));
        IsBusy = false;
        if (started?.Invocations is [{ } first, ..])
        {
            Navigation.NavigateTo(Scope.UrlOf(TriggerUrls.Of(AgentId, TriggerId, first.InvocationId)));
        }
    }
}
