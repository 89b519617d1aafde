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
        Headers = ReadHeaders();
        RetryPolicy = RetryPolicyInput.Read(input);
        MaxPerSecond = input.Real("maxPerSecond");
        TimeoutSeconds = input.Number("timeoutSeconds");
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
}
