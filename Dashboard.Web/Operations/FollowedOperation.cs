using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.Operations;

/// <summary>
/// The operation a page shows the progress of: one that was started there, or one that was under way when the page was opened.
/// </summary>
/// <param name="isAbout">Whether an operation is about what the page shows.</param>
internal sealed class FollowedOperation(Func<OperationResponse, bool> isAbout)
{
    /// <summary>A project has no more open operations than this, and does its oldest first: the open ones are the newest.</summary>
    private const int MostOpen = 20;

    private bool hasLooked;

    /// <summary>The operation; null = none.</summary>
    public OperationResponse? Shown { get; private set; }

    /// <summary>Whether there is one that is not finished.</summary>
    public bool IsOpen => Shown is { } shown && !OperationWords.IsFinal(shown);

    /// <summary>Follows this one from now on.</summary>
    public void Show(OperationResponse? operation) => Shown = operation;

    /// <summary>Follows none, until one is started.</summary>
    public void Dismiss() => Shown = null;

    /// <summary>Looks anew whether one is under way; the page shows something else now.</summary>
    public void Forget() => (Shown, hasLooked) = (null, false);

    /// <summary>Asks how far it is; at first, whether there is one.</summary>
    public async Task FollowAsync(WebhooksClient api, ProjectAddress scope, CancellationToken cancellationToken)
    {
        if (Shown is { } shown)
        {
            if (!OperationWords.IsFinal(shown))
            {
                var now = await api.GetOperationAsync(scope.TenantId, scope.ProjectId, shown.Id, cancellationToken);
                Shown = Shown?.Id == now.Id ? now : Shown; // Another one may have been started meanwhile.
            }
        }
        else if (!hasLooked)
        {
            hasLooked = true;
            var newest = (
                await api.ListOperationsAsync(scope.TenantId, scope.ProjectId, limit: MostOpen, cancellationToken: cancellationToken)).Data;
            Shown ??= newest.FirstOrDefault(found => !OperationWords.IsFinal(found) && isAbout(found));
        }
    }

    /// <summary>Calls it off.</summary>
    public async Task StopAsync(WebhooksClient api, ProjectAddress scope, CancellationToken cancellationToken)
    {
        if (Shown is { } shown)
        {
            Show(await api.CancelOperationAsync(scope.TenantId, scope.ProjectId, shown.Id, cancellationToken));
        }
    }
}
