using System.Globalization;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.Forms;

namespace Webhooks.Dashboard.Web.Destinations;

/// <summary>A destination as somebody types it. Numbers are texts until they are sent: half a number is no error of the program.</summary>
public sealed class DestinationDraft
{
    /// <summary>Identifier; empty = one is made up. Of a new destination only.</summary>
    public string Id { get; set; } = "";

    /// <summary>Name shown to people.</summary>
    public string Name { get; set; } = "";

    /// <summary>Where events are posted.</summary>
    public string Url { get; set; } = "";

    /// <summary>What it is for.</summary>
    public string Description { get; set; } = "";

    /// <summary>Whether it gets deliveries.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The event types it is told of.</summary>
    public List<string> EventTypes { get; init; } = [];

    /// <summary>The agents it is told about; none = all.</summary>
    public List<string> AgentIds { get; init; } = [];

    /// <summary>Custom headers; empty ones are left out.</summary>
    public List<HeaderDraft> Headers { get; init; } = [];

    /// <summary>Name of a retry policy, or <see cref="RetryChoice.Own"/>.</summary>
    public string Retry { get; set; } = RetryChoice.Of(RetryPolicySetting.Standard);

    /// <summary>The waits of a retry policy of one's own, in seconds, separated by commas.</summary>
    public string Waits { get; set; } = "";

    /// <summary>Deliveries a second at most; empty = no limit.</summary>
    public string MaxPerSecond { get; set; } = "";

    /// <summary>Seconds for one attempt; empty = the service's default.</summary>
    public string TimeoutSeconds { get; set; } = "";

    /// <summary>What cannot be sent at all. Everything else the Api judges.</summary>
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

            var doubles = Headers.Where(header => !header.IsEmpty).GroupBy(header => header.Name.Trim(), StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1);
            faults.AddRange(doubles.Select(same => new ProblemField(FormErrors.PointerOfHeader(same.Key), "is a duplicate")));
            return faults;
        }
    }

    private double? PerSecond =>
        double.TryParse(MaxPerSecond.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private int? Timeout => int.TryParse(TimeoutSeconds.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private Dictionary<string, string>? HeaderValues
    {
        get
        {
            var values = Headers.Where(header => !header.IsEmpty).ToDictionary(header => header.Name.Trim(), header => header.Value, StringComparer.OrdinalIgnoreCase);
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
            Description = changed.Contains("description") ? (Description.Trim().Length == 0 ? null : Description) : default(Optional<string?>),
            Enabled = changed.Contains("enabled") ? Enabled : default(Optional<bool>),
            EventTypes = changed.Contains("eventTypes") ? new Optional<IReadOnlyList<string>>(EventTypes) : default,
            AgentIds = changed.Contains("agentIds") ? new Optional<IReadOnlyList<string>>(AgentIds) : default,
            Headers = changed.Contains("headers") ? new Optional<IReadOnlyDictionary<string, string>?>(HeaderValues) : default,
            RetryPolicy = changed.Contains("retryPolicy") ? RetryChoice.Parse(Retry, Waits)! : default(Optional<RetryPolicySetting>), // No faults, so it is one.
            MaxPerSecond = changed.Contains("maxPerSecond") ? PerSecond : default(Optional<double?>),
            TimeoutSeconds = changed.Contains("timeoutSeconds") ? Timeout : default(Optional<int?>),
        };
    }
}

/// <summary>A custom header in a form.</summary>
public sealed class HeaderDraft
{
    /// <summary>Names its row while rows come and go: <c>new-1</c>, or <c>stored-</c> and the name it is stored by.</summary>
    public string Row { get; init; } = "";

    /// <summary>Name as typed.</summary>
    public string Name { get; set; } = "";

    /// <summary>Value as typed.</summary>
    public string Value { get; set; } = "";

    /// <summary>Whether nothing has been typed.</summary>
    public bool IsEmpty => Name.Trim().Length == 0 && Value.Length == 0;
}

/// <summary>A state of a destination that is stored.</summary>
/// <param name="Name">Its name then.</param>
/// <param name="ETag">Names the state.</param>
/// <param name="Draft">The draft that changes nothing of it.</param>
public sealed record StoredDraft(string Name, string ETag, DestinationDraft Draft)
{
    /// <summary>The state that the Api shows.</summary>
    public static StoredDraft Of(WebhookDestinationResponse destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return new StoredDraft(destination.Name, destination.ETag ?? "", DestinationDraft.Of(destination));
    }
}
