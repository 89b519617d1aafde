namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A field of a draft that can be compared, shown and taken over from another draft.</summary>
/// <param name="Member">Its member in a request.</param>
/// <param name="Title">Its label.</param>
/// <param name="Text">Its content as text, for people; without values that are secret.</param>
/// <param name="Secret">What else makes a difference, but is not shown.</param>
/// <param name="Copy">Takes it over: from the first draft to the second.</param>
internal sealed record DraftField(
    string Member, string Title, Func<DestinationDraft, string> Text, Func<DestinationDraft, string> Secret, Action<DestinationDraft, DestinationDraft> Copy)
{
    /// <summary>All that can be changed.</summary>
    public static IReadOnlyList<DraftField> All { get; } =
    [
        Plain("name", "Name", draft => draft.Name, (from, to) => to.Name = from.Name),
        Plain("url", "URL", draft => draft.Url, (from, to) => to.Url = from.Url),
        Plain("description", "Description", draft => draft.Description, (from, to) => to.Description = from.Description),
        Plain("eventTypes", "Event types", draft => Sorted(draft.EventTypes), (from, to) => Replace(to.EventTypes, from.EventTypes)),
        Plain("agentIds", "Agents", draft => draft.AgentIds.Count == 0 ? "All agents" : Sorted(draft.AgentIds), (from, to) => Replace(to.AgentIds, from.AgentIds)),
        new(
            "headers",
            "Custom headers",
            draft => Sorted(Used(draft).Select(header => header.Name.Trim())),
            draft => string.Join('\n', Used(draft).OrderBy(header => header.Name.Trim(), StringComparer.OrdinalIgnoreCase).Select(header => header.Value)),
            (from, to) => Replace(to.Headers, from.Headers.Select(header => new HeaderDraft { Row = header.Row, Name = header.Name, Value = header.Value }))),
        Plain(
            "retryPolicy",
            "Retries",
            draft => RetryChoice.Parse(draft.Retry, draft.Waits) is { } policy ? RetryChoice.Describe(policy) : draft.Waits,
            (from, to) => (to.Retry, to.Waits) = (from.Retry, from.Waits)),
        Plain("maxPerSecond", "Rate limit", draft => draft.MaxPerSecond.Trim(), (from, to) => to.MaxPerSecond = from.MaxPerSecond),
        Plain("timeoutSeconds", "Time-out", draft => draft.TimeoutSeconds.Trim(), (from, to) => to.TimeoutSeconds = from.TimeoutSeconds),
        Plain("enabled", "Status", draft => draft.Enabled ? "Active" : "Paused", (from, to) => to.Enabled = from.Enabled),
    ];

    /// <summary>Whether two drafts differ in it.</summary>
    public bool IsChanged(DestinationDraft one, DestinationDraft other) => Text(one) != Text(other) || Secret(one) != Secret(other);

    /// <summary>
    /// Puts somebody else's change under one's own: what was not changed here becomes theirs, what was stays. What both changed stays too.
    /// </summary>
    /// <param name="mine">The draft to change.</param>
    /// <param name="stored">What it began with.</param>
    /// <param name="theirs">What is stored now.</param>
    public static void Merge(DestinationDraft mine, DestinationDraft stored, DestinationDraft theirs)
    {
        foreach (var field in All.Where(field => !field.IsChanged(stored, mine)))
        {
            field.Copy(theirs, mine);
        }
    }

    /// <summary>Takes everything over.</summary>
    public static void CopyAll(DestinationDraft from, DestinationDraft to)
    {
        foreach (var field in All)
        {
            field.Copy(from, to);
        }
    }

    private static DraftField Plain(string member, string title, Func<DestinationDraft, string> text, Action<DestinationDraft, DestinationDraft> copy) =>
        new(member, title, text, _ => "", copy);

    private static IEnumerable<HeaderDraft> Used(DestinationDraft draft) => draft.Headers.Where(header => !header.IsEmpty);

    private static string Sorted(IEnumerable<string> texts) => string.Join(", ", texts.Order(StringComparer.Ordinal));

    private static void Replace<T>(List<T> list, IEnumerable<T> items)
    {
        T[] taken = [.. items];
        list.Clear();
        list.AddRange(taken);
    }
}
