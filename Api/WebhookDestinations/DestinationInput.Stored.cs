using System.Text.Json;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Api.WebhookDestinations;

/// <content>Checks that need the stored destination.</content>
internal sealed partial class DestinationInput
{
    /// <summary>
    /// Checks a change against the destination it is for, and puts stored header values in the place of masks. <c>id</c>, <c>createdAt</c>
    /// and <c>updatedAt</c> cannot be changed; a client that sends back what it read is right, any other value is refused.
    /// </summary>
    public Problem? CheckAgainst(Destination stored, IReadOnlyDictionary<string, string>? storedHeaders)
    {
        RefuseChange("id", value => value.ValueKind is JsonValueKind.String && value.ValueEquals(stored.Id));
        RefuseChange("createdAt", value => IsMoment(value, stored.CreatedAt));
        RefuseChange("updatedAt", value => IsMoment(value, stored.UpdatedAt));
        UnmaskHeaders(storedHeaders);
        return Problem;
    }

    /// <summary>The refusal of agents that are not among the known ones; null when all are.</summary>
    public Problem? FindUnknownAgents(IReadOnlyCollection<string> known)
    {
        ProblemField[] unknown = [.. (AgentIds ?? []).Index().Where(item => !known.Contains(item.Item))
            .Select(item => new ProblemField($"/agentIds/{item.Index}", "names no agent of this project"))];
        return unknown.Length == 0 ? null : Problems.Unprocessable(unknown);
    }

    private void RefuseChange(string member, Func<JsonElement, bool> isStored)
    {
        if (input.IsNull(member) || (input.TryGet(member, required: false, out var value) && !isStored(value)))
        {
            input.Errors.Add(input.PointerTo(member), "cannot be changed; leave it out, or send it as it was read last");
        }
    }

    /// <summary>Answers show milliseconds, so no more can be sent back.</summary>
    private static bool IsMoment(JsonElement value, DateTimeOffset stored)
    {
        try
        {
            return value.Deserialize<DateTimeOffset>(WebhooksJson.Options).ToUnixTimeMilliseconds() == stored.ToUnixTimeMilliseconds();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
