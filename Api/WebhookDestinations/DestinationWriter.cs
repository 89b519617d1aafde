using Microsoft.EntityFrameworkCore;
using Npgsql;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Operations;
using Webhooks.Core.Queue;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>
/// Stores changes of destinations. Each bumps the project's version, which every publish checks, and the destination's, which every
/// claim carries; then the workers are notified. A change that changes nothing writes nothing.
/// </summary>
internal sealed partial class DestinationWriter(
    WebhooksDbContext context, DestinationSecrecy secrecy, SecretRotation secrets, DestinationNews news, LimitsOptions limits,
    TimeProvider clock)
{
    /// <summary>Makes a destination with its first signing secret.</summary>
    public async Task<(Destination? Destination, Problem? Refused)> CreateAsync(
        ProjectScope project, DestinationInput input, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var known = await context.KeepAgentsAsync(project, input.AgentIds ?? [], cancellationToken);
        if (input.FindUnknownAgents(known) is { } unknown)
        {
            return (null, unknown);
        }

        // Takes the project's row, so that destinations are made one after the other and the count holds.
        await context.BumpProjectAsync(project.ProjectNo, cancellationToken);
        if (await FindLackOfRoomAsync(project, cancellationToken) is { } full)
        {
            return (null, full);
        }

        var destination = input.Create(project, secrecy, now);
        context.Destinations.Add(destination);
        if (!await context.TrySaveAsync(cancellationToken))
        {
            return (null, Problems.IdTaken("a webhook destination", destination.Id));
        }

        secrets.Add(destination, now);
        await context.SaveChangesAsync(cancellationToken);
        await SetPaceAsync(destination, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (destination, null);
    }

    /// <summary>Applies what the input sets.</summary>
    /// <param name="scope">The caller and the place.</param>
    /// <param name="id">The destination.</param>
    /// <param name="input">The changes.</param>
    /// <param name="ifMatch">The states it may be changed from.</param>
    /// <param name="discardHeld">
    /// When this enables the destination, what is held for it is cancelled first: in the same transaction and under the lock of its row, so
    /// that of two changes at once only the one that enables it discards, and a change that is refused discards nothing.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<(Destination? Destination, Problem? Refused)> UpdateAsync(
        RequestScope scope, string id, DestinationInput input, IfMatch ifMatch, bool discardHeld, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var known = await context.KeepAgentsAsync(scope.Project, input.AgentIds ?? [], cancellationToken);
        if (await context.LockDestinationAsync(scope.Project, id, cancellationToken) is not { } destination)
        {
            return (null, DestinationResponses.NotFound(id));
        }

        if (await RefuseAsync(destination, scope, input, ifMatch, known, cancellationToken) is { } problem)
        {
            return (null, problem);
        }

        var (resumed, pace) = input.ApplyTo(destination, secrecy, clock.GetUtcNow());
        if (context.ChangeTracker.HasChanges())
        {
            await (resumed && discardHeld ? DiscardHeldAsync(destination, cancellationToken) : Task.CompletedTask);
            await context.SaveChangeAsync(destination, clock.GetUtcNow(), cancellationToken);
            await (pace ? SetPaceAsync(destination, cancellationToken) : Task.CompletedTask);
            await transaction.CommitAsync(cancellationToken);
            await news.ChangedAsync(destination.DestinationNo, cancellationToken);
            await (resumed ? news.ResumedAsync(scope.Project, destination.DestinationNo, cancellationToken) : Task.CompletedTask);
        }

        return (destination, null);
    }

    /// <summary>Deletes: nothing is sent any more, and what waits is cancelled. null = done.</summary>
    public async Task<Problem?> DeleteAsync(RequestScope scope, string id, IfMatch ifMatch, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.LockDestinationAsync(scope.Project, id, cancellationToken) is not { } destination)
        {
            return DestinationResponses.NotFound(id);
        }

        if (!ifMatch.Fits(DestinationResponses.TagOf(destination, scope.Caller)))
        {
            return DestinationResponses.Changed(destination, scope.Caller);
        }

        destination.DeletedAt = clock.GetUtcNow();
        await context.SaveChangeAsync(destination, clock.GetUtcNow(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await news.ChangedAsync(destination.DestinationNo, cancellationToken);
        return null;
    }

    private async Task<Problem?> RefuseAsync(
        Destination destination, RequestScope scope, DestinationInput input, IfMatch ifMatch, IReadOnlyList<string> knownAgents,
        CancellationToken cancellationToken)
    {
        if (!ifMatch.Fits(DestinationResponses.TagOf(destination, scope.Caller)))
        {
            return DestinationResponses.Changed(destination, scope.Caller);
        }

        // Agents already in scope may be repeated even if since deleted.
        var problem = input.CheckAgainst(destination, secrecy.RevealHeaders(destination.ProtectedHeaders))
            ?? input.FindUnknownAgents([.. knownAgents, .. destination.AgentIds]);
        var resumes = input.Enabled is true && !destination.Enabled;
        return problem is null && resumes
            ? await FindLostScopeAsync(scope.Project, input.AgentIds ?? destination.AgentIds, cancellationToken)
            : problem;
    }

    /// <summary>
    /// A destination whose last agent was deleted names it still. It may go on when that agent is there again, or with other agents.
    /// </summary>
    private async Task<Problem?> FindLostScopeAsync(ProjectScope project, List<string> agentIds, CancellationToken cancellationToken) =>
        agentIds.Count == 0
            || await context.Agents.AnyAsync(
                agent => agent.ProjectNo == project.ProjectNo && agentIds.Contains(agent.Id), cancellationToken)
            ? null
            : Problems.Conflict(
                $"None of the agents it is scoped to exists any more ({string.Join(", ", agentIds)}). " +
                "Send agentIds along; an empty list means every agent.",
                [new("/agentIds", "names no agent that exists")]);

    private Task<int> DiscardHeldAsync(Destination destination, CancellationToken cancellationToken) =>
        DeliveryRepair.DiscardHeldAsync((NpgsqlConnection)context.Database.GetDbConnection(), destination.DestinationNo, cancellationToken);

    private Task SetPaceAsync(Destination destination, CancellationToken cancellationToken) => destination.MaxPerSecond is { } maxPerSecond
        ? DestinationPace.SetAsync(context, destination.DestinationNo, maxPerSecond, cancellationToken)
        : Task.CompletedTask;
}

/// <summary>Tells the workers of changes that were committed.</summary>
internal sealed class DestinationNews(NpgsqlDataSource dataSource, DueSignal dueSignal)
{
    /// <summary>Workers release what they have claimed ahead, so that the change holds for everything that waits.</summary>
    public Task ChangedAsync(long destinationNo, CancellationToken cancellationToken) =>
        DestinationChanges.AnnounceAsync(dataSource, [destinationNo], cancellationToken);

    /// <summary>Workers claim what was held.</summary>
    public Task ResumedAsync(ProjectScope project, long destinationNo, CancellationToken cancellationToken) =>
        dueSignal.SendAsync([new DueDestination(project.TenantNo, destinationNo)], cancellationToken);
}
