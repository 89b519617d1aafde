using System.Globalization;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Forms;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A destination as the user types it. Numbers are texts until they are sent: half a number is no error of the program.</summary>
public sealed class DestinationDraft
{
    /// <summary>Identifier; empty = one is generated. Of a new destination only.</summary>
    public string Id { get; set; } = "";

    /// <summary>Name shown to people.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where events are posted.</summary>
    public string Url { get; set; } = "";

    /// <summary>Its purpose.</summary>
    public string Description { get; set; } = "";

    /// <summary>Whether it gets deliveries.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The event types it receives.</summary>
    public List<string> EventTypes { get; init; } = [];

    /// <summary>The agents whose events it receives; none = all.</summary>
    public List<string> AgentIds { get; init; } = [];

    /// <summary>Labels, separated by commas.</summary>
    public string Tags { get; set; } = "";

    /// <summary>Custom headers; empty ones are left out.</summary>
    public List<HeaderDraft> Headers { get; init; } = [];

    /// <summary>Name of a retry policy, or <see cref="RetryChoice.Own"/>.</summary>
    public string Retry { get; set; } = RetryChoice.Of(RetryPolicySetting.Standard);

    /// <summary>The waits of a custom retry policy, in seconds, separated by commas.</summary>
    public string Waits { get; set; } = "";

    /// <summary>Deliveries a second at most; empty = no limit.</summary>
    public string MaxPerSecond { get; set; } = "";

    /// <summary>Seconds for one attempt; empty = the service's default.</summary>
    public string TimeoutSeconds { get; set; } = "";

    /// <summary>Values that cannot be sent at all. The Api checks everything else.</summary>
    public IReadOnlyList<ProblemField> Faults
    {
        get
        {
            List<ProblemField> faults = [];
            if (RetryChoice.Parse(Retry, Waits) is null)
            {
                faults.Add(new("/retryPolicy", string.Create(
                    CultureInfo.InvariantCulture,
                    $"must be 1 to {RetryPolicySetting.MaxWaits} waits of 1 to {RetryPolicySetting.MaxWaitSeconds:#,0} seconds, 14 days in all at most, such as 5, 60, 600")));
            }

            if (MaxPerSecond.Trim().Length > 0 && PerSecond is null)
            {
                faults.Add(new("/maxPerSecond", "must be a number, such as 0.5 or 20"));
            }

            if (TimeoutSeconds.Trim().Length > 0 && Timeout is null)
            {
                faults.Add(new("/timeoutSeconds", "must be a whole number"));
            }

            var doubles = Headers.Where(header => !header.IsEmpty).GroupBy(header => header.Name.Trim(), StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() > 1);
            faults.AddRange(doubles.Select(same => new ProblemField(FormErrors.PointerOfHeader(same.Key), "is a duplicate")));
            return faults;
        }
    }

    internal string[] TagList => Tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private double? PerSecond =>
        double.TryParse(MaxPerSecond.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private int? Timeout =>
        int.TryParse(TimeoutSeconds.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private Dictionary<string, string>? HeaderValues
    {
        get
        {
            var values = Headers.Where(header => !header.IsEmpty)
                .ToDictionary(header => header.Name.Trim(), header => header.Value, StringComparer.OrdinalIgnoreCase);
            return values.Count == 0 ? null : values;
        }
    }

    /// <summary>The draft that changes nothing of a destination.</summary>
    public static DestinationDraft Of(WebhookDestinationResponse destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return new DestinationDraft
        {
            Id = destination.Id,
            Name = destination.Name,
            Url = destination.Url,
            Description = destination.Description ?? "",
            Enabled = destination.Enabled,
            EventTypes = [.. destination.EventTypes],
            AgentIds = [.. destination.AgentIds],
            Tags = string.Join(", ", destination.Tags),
            Headers =
            [
                .. (destination.Headers ?? new Dictionary<string, string>())
                    .Select(header => new HeaderDraft { Row = $"stored-{header.Key}", Name = header.Key, Value = header.Value }),
            ],
            Retry = RetryChoice.Of(destination.RetryPolicy),
            Waits = RetryChoice.WaitsOf(destination.RetryPolicy),
            MaxPerSecond = destination.MaxPerSecond?.ToString(CultureInfo.InvariantCulture) ?? "",
            TimeoutSeconds = destination.TimeoutSeconds?.ToString(CultureInfo.InvariantCulture) ?? "",
        };
    }

    /// <summary>The request that creates it. Only without <see cref="Faults"/>.</summary>
    public CreateWebhookDestinationRequest ToCreate() => new(Name, Url, EventTypes)
    {
        Id = Id.Trim().Length == 0 ? null : Id.Trim(),
        Description = Description.Trim().Length == 0 ? null : Description,
        Enabled = Enabled,
        AgentIds = AgentIds,
        Tags = TagList,
        Headers = HeaderValues,
        RetryPolicy = RetryChoice.Parse(Retry, Waits),
        MaxPerSecond = PerSecond,
        TimeoutSeconds = Timeout,
    };

    /// <summary>The request that changes what is not as in <paramref name="stored"/>. Only without <see cref="Faults"/>.</summary>
    public UpdateWebhookDestinationRequest ToUpdate(DestinationDraft stored)
    {
        var changed = DraftField.All.Where(field => field.IsChanged(stored, this)).Select(field => field.Member).ToHashSet();
        return new UpdateWebhookDestinationRequest
        {
            Name = changed.Contains("name") ? Name : default(Optional<string>),
            Url = changed.Contains("url") ? Url : default(Optional<string>),
            Description = changed.Contains("description")
                ? (Description.Trim().Length == 0 ? null : Description)
                : default(Optional<string?>),
            Enabled = changed.Contains("enabled") ? Enabled : default(Optional<bool>),
            EventTypes = changed.Contains("eventTypes") ? new Optional<IReadOnlyList<string>>(EventTypes) : default,
            AgentIds = changed.Contains("agentIds") ? new Optional<IReadOnlyList<string>>(AgentIds) : default,
            Tags = changed.Contains("tags") ? new Optional<IReadOnlyList<string>>(TagList) : default,
            Headers = changed.Contains("headers") ? new Optional<IReadOnlyDictionary<string, string>?>(HeaderValues) : default,
            RetryPolicy = changed.Contains("retryPolicy") ? RetryChoice.Parse(Retry, Waits)! : default(Optional<RetryPolicySetting>),
            // No faults, so it is one.
            MaxPerSecond = changed.Contains("maxPerSecond") ? PerSecond : default(Optional<double?>),
            TimeoutSeconds = changed.Contains("timeoutSeconds") ? Timeout : default(Optional<int?>),
        };
    }
}

/// <summary>A field of a draft that can be compared, shown and taken over from another draft.</summary>
/// <param name="Member">Its member in a request.</param>
/// <param name="Title">Its label.</param>
/// <param name="Text">Its content as text, for people; without values that are secret.</param>
/// <param name="Secret">Further values that make a difference, but are not shown.</param>
/// <param name="Copy">Takes it over: from the first draft to the second.</param>
internal sealed record DraftField(
    string Member,
    string Title,
    Func<DestinationDraft, string> Text,
    Func<DestinationDraft, string> Secret,
    Action<DestinationDraft, DestinationDraft> Copy)
{
    /// <summary>How the destination's page shows it among the settings; null = elsewhere.</summary>
    public Func<WebhookDestinationResponse, string>? Setting { get; private init; }

    /// <summary>All that can be changed.</summary>
    public static IReadOnlyList<DraftField> All { get; } =
    [
        Plain("name", "Name", draft => draft.Name, (from, to) => to.Name = from.Name),
        Plain("url", "URL", draft => draft.Url, (from, to) => to.Url = from.Url),
        Plain("description", "Description", draft => draft.Description, (from, to) => to.Description = from.Description),
        Plain("eventTypes", "Event types", draft => Sorted(draft.EventTypes), (from, to) => Replace(to.EventTypes, from.EventTypes)) with
        {
            Setting = destination => string.Join(", ", destination.EventTypes),
        },
        Plain("agentIds", "Agents", draft => AgentsOf(Sorted(draft.AgentIds)), (from, to) => Replace(to.AgentIds, from.AgentIds)) with
        {
            Setting = destination => AgentsOf(string.Join(", ", destination.AgentIds)),
        },
        Plain("tags", "Tags", draft => string.Join(", ", draft.TagList), (from, to) => to.Tags = from.Tags) with
        {
            Setting = destination => destination.Tags.Count == 0 ? "None" : string.Join(", ", destination.Tags),
        },
        new(
            "headers",
            "Custom headers",
            draft => Sorted(Used(draft).Select(header => header.Name.Trim())),
            draft => string.Join(
                '\n', Used(draft).OrderBy(header => header.Name.Trim(), StringComparer.OrdinalIgnoreCase).Select(header => header.Value)),
            (from, to) => Replace(
                to.Headers, from.Headers.Select(header => new HeaderDraft { Row = header.Row, Name = header.Name, Value = header.Value })))
        {
            Setting = destination => destination.Headers is { Count: > 0 } headers ? string.Join(", ", headers.Keys) : "None",
        },
        Plain(
            "retryPolicy",
            "Retries",
            draft => RetryChoice.Parse(draft.Retry, draft.Waits) is { } policy ? RetryChoice.Describe(policy) : draft.Waits,
            (from, to) => (to.Retry, to.Waits) = (from.Retry, from.Waits)) with
        {
            Setting = destination => RetryChoice.Describe(destination.RetryPolicy),
        },
        Plain("maxPerSecond", "Rate limit", draft => draft.MaxPerSecond.Trim(), (from, to) => to.MaxPerSecond = from.MaxPerSecond) with
        {
            Setting = destination => destination.MaxPerSecond is { } most ? $"{most} deliveries per second" : "No limit",
        },
        Plain(
            "timeoutSeconds", "Time-out", draft => draft.TimeoutSeconds.Trim(), (from, to) => to.TimeoutSeconds = from.TimeoutSeconds) with
        {
            Setting = destination => $"{destination.TimeoutSeconds ?? 30} s",
        },
        Plain("enabled", "Status", draft => draft.Enabled ? "Active" : "Paused", (from, to) => to.Enabled = from.Enabled),
    ];

    /// <summary>Whether two drafts differ in it.</summary>
    public bool IsChanged(DestinationDraft one, DestinationDraft other) => Text(one) != Text(other) || Secret(one) != Secret(other);

    /// <summary>
    /// Merges another user's change into the draft: fields not changed here become theirs, changed fields stay, even if both changed them.
    /// </summary>
    /// <param name="mine">The draft to change.</param>
    /// <param name="stored">The state it began with.</param>
    /// <param name="theirs">The state that is stored now.</param>
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

    private static DraftField Plain(
        string member, string title, Func<DestinationDraft, string> text, Action<DestinationDraft, DestinationDraft> copy) =>
        new(member, title, text, _ => "", copy);

    private static IEnumerable<HeaderDraft> Used(DestinationDraft draft) => draft.Headers.Where(header => !header.IsEmpty);

    private static string AgentsOf(string agents) => agents.Length == 0 ? "All agents" : agents;

    private static string Sorted(IEnumerable<string> texts) => string.Join(", ", texts.Order(StringComparer.Ordinal));

    private static void Replace<T>(List<T> list, IEnumerable<T> items)
    {
        T[] taken = [.. items];
        list.Clear();
        list.AddRange(taken);
    }
}
