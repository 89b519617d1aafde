using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Core.Attempts;
using Webhooks.Core.Destinations;
using Webhooks.Core;

namespace Webhooks.Api.WebhookDestinations;

/// <summary>
/// The members of a destination in a request, checked. For PATCH a member that was left out stays as it is; null clears description and
/// headers and is refused elsewhere.
/// </summary>
internal sealed class DestinationInput
{
    private const int MaximumDescription = 4_000;
    private const int MaximumAgents = 1_000;

    private readonly JsonInput input;

    private DestinationInput(JsonInput input, bool create, OutboundOptions outbound)
    {
        this.input = input;
        Name = input.Text("name", Identifiers.MaximumLength, create);
        Url = ReadUrl(create, outbound);
        EventTypes = ReadEventTypes(create);
        Description = input.Text("description", MaximumDescription, allowEmpty: true);
        Enabled = input.Flag("enabled");
        AgentIds = input.Texts("agentIds", 0, MaximumAgents, Identifiers.MaximumLength);
        Headers = ReadHeaders();
        RetryPolicy = ReadRetryPolicy();
        if (!create)
        {
            RefuseNull("name", "url", "eventTypes", "enabled", "agentIds", "retryPolicy");
        }
    }

    public string? Id { get; private init; }

    public string? Name { get; }

    public string? Url { get; }

    public List<string>? EventTypes { get; }

    public string? Description { get; }

    public bool? Enabled { get; }

    public List<string>? AgentIds { get; }

    public Dictionary<string, string>? Headers { get; }

    public string? RetryPolicy { get; }

    public bool HasDescription => input.Has("description");

    public bool HasHeaders => input.Has("headers");

    public Problem? Problem => input.Problem;

    public static DestinationInput ForCreate(JsonBody body, OutboundOptions outbound)
    {
        var input = body.Read();
        return new DestinationInput(input, create: true, outbound) { Id = input.ReadId() };
    }

    /// <summary><c>id</c> and the timestamps cannot be changed; sent along, they are ignored.</summary>
    public static DestinationInput ForUpdate(JsonBody body, OutboundOptions outbound) => new(body.Read(), create: false, outbound);

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
            if (!Core.Events.EventTypes.All.Contains(type))
            {
                input.Errors.Add($"/eventTypes/{index}", $"must be one of {string.Join(", ", Core.Events.EventTypes.All)}");
            }
        }

        return types;
    }

    private Dictionary<string, string>? ReadHeaders()
    {
        if (input.Object("headers") is not { } json)
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var headerInput = new JsonInput(json, "/headers", input.Errors);
        foreach (var member in json.EnumerateObject())
        {
            AddHeader(headers, headerInput, member);
        }

        if (headers.Count > CustomHeaders.MaximumCount)
        {
            input.Errors.Add("/headers", $"may have at most {CustomHeaders.MaximumCount} headers");
        }

        if (headers.Sum(header => header.Key.Length + header.Value.Length) > CustomHeaders.MaximumTotalLength)
        {
            input.Errors.Add("/headers", $"may have at most {CustomHeaders.MaximumTotalLength} characters in all");
        }

        return headers;
    }

    private void AddHeader(Dictionary<string, string> headers, JsonInput headerInput, JsonProperty member)
    {
        var pointer = headerInput.PointerTo(member.Name);
        if (CustomHeaders.FaultOfName(member.Name) is { } fault)
        {
            input.Errors.Add(pointer, fault);
        }
        else if (headerInput.TextOf(member.Value, pointer) is not { } value)
        {
            // TextOf has said what is wrong.
        }
        else if (CustomHeaders.FaultOfValue(value) is { } valueFault)
        {
            input.Errors.Add(pointer, valueFault);
        }
        else if (!headers.TryAdd(member.Name, value))
        {
            input.Errors.Add(pointer, "is there twice; header names do not differ by case");
        }
    }

    private string? ReadRetryPolicy()
    {
        if (!input.TryGet("retryPolicy", required: false, out var value))
        {
            return null;
        }

        var policy = value.ValueKind switch
        {
            JsonValueKind.String => RetryPolicyOf(value.GetString()),
            JsonValueKind.Array when value.EnumerateArray().All(wait => wait.ValueKind is JsonValueKind.Number && wait.TryGetInt32(out _)) =>
                Core.Attempts.RetryPolicy.Custom([.. value.EnumerateArray().Select(wait => TimeSpan.FromSeconds(wait.GetInt32()))]),
            _ => Core.Attempts.RetryPolicy.Parse(null),
        };
        if (!policy.IsValid)
        {
            input.Errors.Add("/retryPolicy", policy.Error);
        }

        return policy.Value?.ToString();
    }

    /// <summary>The storage form of a list is not for the API.</summary>
    private static Parsed<RetryPolicy> RetryPolicyOf(string? name) => Core.Attempts.RetryPolicy.Parse(name?.Contains(',', StringComparison.Ordinal) is true ? null : name);

    private void RefuseNull(params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            if (input.IsNull(member))
            {
                input.Errors.Add(input.PointerTo(member), "must not be null");
            }
        }
    }
}
