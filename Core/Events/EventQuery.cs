namespace Webhooks.Core.Events;

/// <summary>Which events of a project to list; null = all.</summary>
/// <param name="Type">The event's type.</param>
/// <param name="AgentId">The event's agent.</param>
/// <param name="From">It happened at this moment or later.</param>
/// <param name="To">It happened before this moment.</param>
/// <param name="Matched">True = it matched a destination, false = it matched none.</param>
public sealed record EventQuery(
    string? Type = null, string? AgentId = null, DateTimeOffset? From = null, DateTimeOffset? To = null, bool? Matched = null)
{
    /// <summary>Rows have to be looked at to know whether they are asked for: more than a time span.</summary>
    internal bool LooksAtRows => (Type ?? AgentId) is not null || Matched is true;
}
