using Microsoft.EntityFrameworkCore;
using Webhooks.Api.WebhookDestinations;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;
using Webhooks.Core.Triggers;

namespace Webhooks.Api.Agents;

/// <summary>
/// Keeps the destination that stands for an agent's <c>runUrl</c> in step with the agent, in the caller's transaction. No publish is
/// matched with it, so the project's version stays.
/// </summary>
internal sealed class AgentRuns(WebhooksDbContext context, DestinationSecrecy secrecy, DestinationNews news, TimeProvider clock)
{
    /// <summary>Makes, changes or deletes the destination as the agent's <c>runUrl</c> says; to be announced after the commit.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="switchOn">Whether its <c>runUrl</c> was set just now, which switches it on again when the service had switched it
    /// off.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The destination that workers have to hear of; null = nothing they know has changed.</returns>
    public async Task<long?> FollowAsync(Agent agent, bool switchOn, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var destination = await LockAsync(agent, cancellationToken);
        if (agent.RunUrl is null)
        {
            return destination is null ? null : await ChangeAsync(destination, row => row.DeletedAt = now, cancellationToken);
        }

        if (destination is not null)
        {
            var isOff = switchOn && !destination.Enabled;
            return destination.Url == agent.RunUrl && !isOff
                ? null
                : await ChangeAsync(destination, row => Set(row, agent.RunUrl, isOff, now), cancellationToken);
        }

        destination = NewDestination(agent, agent.RunUrl, now);
        context.Destinations.Add(destination);
        await context.SaveChangesAsync(cancellationToken);
        context.DestinationSecrets.Add(new StoredSecret
        {
            DestinationNo = destination.DestinationNo,
            ProtectedSecret = secrecy.ProtectSecret(SigningSecret.Generate()),
            CreatedAt = now,
        });
        await context.SaveChangesAsync(cancellationToken);
        return null;
    }

    /// <summary>Has the workers release what they have claimed ahead, and look for what waits.</summary>
    public async Task AnnounceAsync(ProjectScope project, long? destinationNo, CancellationToken cancellationToken)
    {
        if (destinationNo is { } number)
        {
            await news.ChangedAsync(number, cancellationToken);
            await news.ResumedAsync(project, number, cancellationToken);
        }
    }

    /// <summary>The agents with whether, why and since when the service switched their <c>runUrl</c> off.</summary>
    public async Task<IReadOnlyList<AgentResponse>> DescribeAsync(
        ProjectScope project, IReadOnlyList<AgentResponse> agents, CancellationToken cancellationToken)
    {
        List<string> ids = [.. agents.Where(agent => agent.RunUrl is not null).Select(agent => RunDestination.IdOf(agent.Id))];
        if (ids.Count == 0)
        {
            return agents;
        }

        var off = await context.Destinations.AsNoTracking()
            .Where(row => row.ProjectNo == project.ProjectNo && ids.Contains(row.Id) && row.DeletedAt == null && !row.Enabled)
            .Select(row => new { row.Id, row.DisabledReason, row.PausedAt })
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        return
        [
            .. agents.Select(agent => off.TryGetValue(RunDestination.IdOf(agent.Id), out var row)
                ? agent with { RunUrlDisabledReason = row.DisabledReason, RunUrlDisabledAt = row.PausedAt }
                : agent),
        ];
    }

    /// <summary>The signing secrets of the agent's runs; empty when it has no <c>runUrl</c>.</summary>
    public async Task<IReadOnlyList<(string Secret, DateTimeOffset CreatedAt)>> RevealAsync(
        Agent agent, CancellationToken cancellationToken)
    {
        var id = RunDestination.IdOf(agent.Id);
        var secrets = await (
            from destination in context.Destinations
            where destination.ProjectNo == agent.ProjectNo && destination.Id == id && destination.DeletedAt == null
            join secret in context.DestinationSecrets on destination.DestinationNo equals secret.DestinationNo
            orderby secret.SecretNo descending
            select secret).AsNoTracking().ToListAsync(cancellationToken);
        return [.. secrets.Select(secret => (secrecy.RevealSecret(secret.ProtectedSecret), secret.CreatedAt))];
    }

    private Task<Destination?> LockAsync(Agent agent, CancellationToken cancellationToken) => context.Destinations
        .FromSql($"select * from destinations where project_no = {agent.ProjectNo} and id = {RunDestination.IdOf(agent.Id)} and deleted_at is null for update")
        .SingleOrDefaultAsync(cancellationToken);

    private async Task<long?> ChangeAsync(Destination destination, Action<Destination> change, CancellationToken cancellationToken)
    {
        change(destination);
        destination.Version++;
        destination.UpdatedAt = clock.GetUtcNow();
        await context.SaveChangesAsync(cancellationToken);
        return destination.DestinationNo;
    }

    private static void Set(Destination destination, string url, bool switchOn, DateTimeOffset now)
    {
        destination.ChangeUrl(url, now);
        if (switchOn)
        {
            destination.Switch(true, now);
        }
    }

    private static Destination NewDestination(Agent agent, string url, DateTimeOffset now) => new()
    {
        ProjectNo = agent.ProjectNo,
        Kind = DestinationKinds.Agent,
        Id = RunDestination.IdOf(agent.Id),
        Name = agent.Name,
        Url = url,
        Enabled = true,
        EventTypes = [],
        AgentIds = [],
        RetryPolicy = RetryWaits.Standard.ToString(),
        // An agent thinks; a receiver only takes note.
        TimeoutSeconds = FieldLimits.TimeoutSeconds,
        CreatedAt = now,
        UpdatedAt = now,
    };
}
