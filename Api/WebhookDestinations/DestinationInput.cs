using Webhooks.Api.Http;
using Webhooks.Core.Destinations;
using Webhooks.Core.Sending;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>
/// The members of a destination in a request, checked. For PATCH a member that was left out stays as it is; null clears description,
/// headers, maxPerSecond and timeoutSeconds and is refused elsewhere.
/// </summary>
internal sealed partial class DestinationInput
{
    private const int MaximumDescription = 4_000;
    private const int MaximumAgents = 1_000;

    private readonly JsonInput input;
    private readonly LimitsOptions limits;

    private DestinationInput(JsonInput input, bool create, OutboundOptions outbound, LimitsOptions limits)
    {
        this.input = input;
        this.limits = limits;
        Name = input.Text("name", Identifiers.MaximumLength, create);
        Url = ReadUrl(create, outbound);
        EventTypes = ReadEventTypes(create);
        Description = input.Text("description", MaximumDescription, allowEmpty: true);
        Enabled = input.Flag("enabled");
        AgentIds = input.Texts("agentIds", 0, MaximumAgents, Identifiers.MaximumLength);
        Headers = ReadHeaders();
        RetryPolicy = RetryPolicyInput.Read(input);
        MaxPerSecond = input.Real("maxPerSecond", DestinationSettings.MinimumPerSecond, DestinationSettings.MaximumPerSecond);
        TimeoutSeconds = input.Number("timeoutSeconds", DestinationSettings.ShortestTimeoutSeconds, DestinationSettings.LongestTimeoutSeconds);
    }

    public string? Id { get; private init; }

    public string? Name { get; }

    public string? Url { get; }

    public List<string>? EventTypes { get; }

    public string? Description { get; }

    public bool? Enabled { get; }

    public List<string>? AgentIds { get; }

    public Dictionary<string, string>? Headers { get; private set; }

    public string? RetryPolicy { get; }

    public double? MaxPerSecond { get; }

    public int? TimeoutSeconds { get; }

    public bool HasDescription => input.Has("description");

    public bool HasHeaders => input.Has("headers");

    public bool HasMaxPerSecond => input.Has("maxPerSecond");

    public bool HasTimeoutSeconds => input.Has("timeoutSeconds");

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

    private List<string>? ReadEventTypes(bool required)
    {
        var types = input.Texts("eventTypes", 1, 100, Identifiers.MaximumLength, required);
        foreach (var (index, type) in (types ?? []).Index())
        {
            if (!Contracts.EventTypes.All.Contains(type))
            {
                input.Errors.Add($"/eventTypes/{index}", $"must be one of {string.Join(", ", Contracts.EventTypes.All)}");
            }
        }

        return types;
    }
}
