using Webhooks.Api.Http;
using Webhooks.Core.Database;
using Webhooks.Core.Destinations;
using Webhooks.Core.Keys;
using Webhooks.Core.Sending;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>
/// The members of a destination in a request, checked. For PATCH a member that was left out stays as it is; null clears description,
/// headers, maxPerSecond and timeoutSeconds and is refused elsewhere.
/// </summary>
internal sealed partial class DestinationInput
{
    private readonly JsonInput input;
    private readonly LimitsOptions limits;

    private DestinationInput(JsonInput input, bool create, OutboundOptions outbound, LimitsOptions limits)
    {
        this.input = input;
        this.limits = limits;
        Name = input.Text("name", create);
        Url = ReadUrl(create, outbound);
        EventTypes = input.Texts("eventTypes", create);
        Description = input.Text("description");
        Enabled = input.Flag("enabled");
        AgentIds = input.Texts("agentIds");
        Tags = input.Texts("tags");
        Headers = ReadHeaders();
        RetryPolicy = RetryPolicyInput.Read(input);
        MaxPerSecond = input.Real("maxPerSecond");
        TimeoutSeconds = input.Number("timeoutSeconds");
    }

    public string? Id { get; private init; }

    public bool? Enabled { get; }

    public List<string>? AgentIds { get; }

    private List<string>? Tags { get; }

    private string? Name { get; }

    private string? Url { get; }

    private List<string>? EventTypes { get; }

    private string? Description { get; }

    private Dictionary<string, string>? Headers { get; set; }

    private string? RetryPolicy { get; }

    private double? MaxPerSecond { get; }

    private int? TimeoutSeconds { get; }

    public Problem? Problem => input.Problem;

    public static DestinationInput ForCreate(JsonBody body, OutboundOptions outbound, LimitsOptions limits)
    {
        var input = body.Read();
        var destination = new DestinationInput(input, create: true, outbound, limits) { Id = input.ReadId() };
        destination.UnmaskHeaders(null);
        return destination;
    }

    /// <summary>A change; <see cref="CheckAgainst"/> says the rest once the stored destination is known.</summary>
    public static DestinationInput ForUpdate(JsonBody body, OutboundOptions outbound, LimitsOptions limits) =>
        new(body.Read(), create: false, outbound, limits);

    /// <summary>The new destination. Only without a <see cref="Problem"/>.</summary>
    public Destination Create(ProjectScope project, DestinationSecrecy secrecy, DateTimeOffset now)
    {
        var enabled = Enabled ?? true;
        return new Destination
        {
            ProjectNo = project.ProjectNo,
            Id = Id ?? Identifiers.Generate(),
            Name = Name!, // Required and checked, like the other two below.
            Description = Description,
            Url = Url!,
            Enabled = enabled,
            PausedAt = enabled ? null : now,
            EventTypes = EventTypes!,
            AgentIds = AgentIds ?? [],
            Tags = Tags ?? [],
            ProtectedHeaders = secrecy.ProtectHeaders(Headers),
            RetryPolicy = RetryPolicy ?? RetryWaits.Standard.ToString(),
            MaxPerSecond = MaxPerSecond,
            TimeoutSeconds = TimeoutSeconds,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>Changes what the request sets. Only without a <see cref="Problem"/>.</summary>
    /// <returns>Whether that enables the destination, and whether it gets another rate.</returns>
    public (bool Resumed, bool NewPace) ApplyTo(Destination destination, DestinationSecrecy secrecy, DateTimeOffset now)
    {
        destination.Name = Name ?? destination.Name;
        destination.ChangeUrl(Url ?? destination.Url, now);
        destination.EventTypes = EventTypes ?? destination.EventTypes;
        destination.AgentIds = AgentIds ?? destination.AgentIds;
        destination.Tags = Tags ?? destination.Tags;
        destination.RetryPolicy = RetryPolicy ?? destination.RetryPolicy;
        destination.Description = input.Has("description") ? Description : destination.Description;
        destination.TimeoutSeconds = input.Has("timeoutSeconds") ? TimeoutSeconds : destination.TimeoutSeconds;
        var newPace = input.Has("maxPerSecond") && MaxPerSecond != destination.MaxPerSecond;
        destination.MaxPerSecond = newPace ? MaxPerSecond : destination.MaxPerSecond;
        // Encrypting the same values again would look like a change.
        if (input.Has("headers") && !HasSameHeaders(secrecy.RevealHeaders(destination.ProtectedHeaders)))
        {
            destination.ProtectedHeaders = secrecy.ProtectHeaders(Headers);
        }

        if (Enabled is not { } enabled || enabled == destination.Enabled)
        {
            return (false, newPace);
        }

        destination.Switch(enabled, now);
        return (enabled, newPace);
    }

    private string? ReadUrl(bool required, OutboundOptions outbound)
    {
        if (!input.TryGet("url", required, out var value) || input.TextOf(value, "/url") is not { } text)
        {
            return null;
        }

        var url = DestinationUrl.Parse(text, outbound);
        if (!url.IsValid)
        {
            input.Errors.Add("/url", url.Error);
        }

        return url.Value?.Text;
    }
}
