using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Core.Keys;

namespace Webhooks.Api.WebhookDestinations;

/// <content>Whether a change would be taken, without making it.</content>
internal sealed partial class DestinationWriter
{
    /// <summary>Why a new destination would be refused now; null = it would be made.</summary>
    public async Task<Problem?> CheckNewAsync(ProjectScope project, DestinationInput input, CancellationToken cancellationToken)
    {
        var known = await context.KeepAgentsAsync(project, input.AgentIds ?? [], cancellationToken);
        return input.FindUnknownAgents(known)
            ?? await FindLackOfRoomAsync(project, cancellationToken)
            ?? (input.Id is { } id && await context.FindDestinationAsync(project, id, cancellationToken) is not null
                ? Problems.IdTaken("a webhook destination", id)
                : null);
    }

    /// <summary>Why a change would be refused now; null = it would be made.</summary>
    public async Task<Problem?> CheckAsync(
        RequestScope scope, string id, DestinationInput input, IfMatch ifMatch, CancellationToken cancellationToken)
    {
        if (await context.FindDestinationAsync(scope.Project, id, cancellationToken) is not { } destination)
        {
            return DestinationResponses.NotFound(id);
        }

        var known = await context.KeepAgentsAsync(scope.Project, input.AgentIds ?? [], cancellationToken);
        return await RefuseAsync(destination, scope, input, ifMatch, known, cancellationToken);
    }

    private async Task<Problem?> FindLackOfRoomAsync(ProjectScope project, CancellationToken cancellationToken) =>
        await context.DestinationsOf(project).CountAsync(cancellationToken) < limits.DestinationsPerProject
            ? null
            : Problems.Conflict(
                $"The project has {limits.DestinationsPerProject} webhook destinations, which is the most it may have (Limits:DestinationsPerProject).");
}
