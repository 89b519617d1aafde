using Webhooks.Api.Http;
using Webhooks.Core.Destinations;
using Webhooks.Core.Sending;

namespace Webhooks.Api.Agents;

/// <summary>
/// The members of an agent in a request, checked. For PATCH a member that was left out stays as it is; null clears <c>runUrl</c>.
/// </summary>
internal sealed class AgentInput
{
    private readonly JsonInput input;

    private AgentInput(JsonInput input, bool create, OutboundOptions outbound)
    {
        this.input = input;
        Id = create ? input.ReadId(required: true) : null;
        Name = input.Text("name", required: create);
        RunUrl = ReadRunUrl(outbound);
    }

    public string? Id { get; }

    public string? Name { get; }

    public string? RunUrl { get; }

    public bool HasRunUrl => input.Has("runUrl");

    public Problem? Problem => input.Problem;

    public static AgentInput ForCreate(JsonBody body, OutboundOptions outbound) => new(body.Read(), create: true, outbound);

    /// <summary>A change of an agent; its id cannot be changed.</summary>
    public static AgentInput ForUpdate(JsonBody body, string agentId, OutboundOptions outbound)
    {
        var change = new AgentInput(body.Read(), create: false, outbound);
        if (change.input.TryGet("id", required: false, out var id) && change.input.TextOf(id, "/id") is { } text && text != agentId)
        {
            change.input.Errors.Add("/id", "cannot be changed; leave it out, or send it as it was read last");
        }

        return change;
    }

    private string? ReadRunUrl(OutboundOptions outbound)
    {
        if (input.Text("runUrl") is not { } text)
        {
            return null;
        }

        var url = DestinationUrl.Parse(text, outbound);
        if (!url.IsValid)
        {
            input.Errors.Add("/runUrl", url.Error);
        }

        return url.Value?.Text;
    }
}
