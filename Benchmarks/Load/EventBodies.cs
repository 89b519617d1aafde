using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;

namespace Webhooks.Benchmarks.Load;

/// <summary>Events of a fixed size, so that scenarios compare with their limits byte for byte.</summary>
internal static class EventBodies
{
    public const int Size = 1_024;

    public const string Type = EventTypes.ConversationCreated;

    /// <summary>The body of a publish: a custom event of <see cref="Size"/> bytes.</summary>
    public static byte[] Publish()
    {
        static byte[] With(int padding) => Encoding.UTF8.GetBytes(
            $$$"""{"type":"order.shipped","properties":{"orderId":"4711","text":"{{{new string('x', padding)}}}"}}""");
        return With(Size - With(0).Length);
    }

    /// <summary>An event whose envelope, which is what a delivery sends, has <see cref="Size"/> bytes.</summary>
    public static PublishEventRequest ForDelivery(string agentId, DateTimeOffset now)
    {
        JsonElement With(int padding) => JsonSerializer.SerializeToElement(new { text = new string('x', padding) });
        var padding = Size - Envelope(With(0), agentId, now).Length;
        return new PublishEventRequest(Type) { AgentId = agentId, Data = With(padding) };
    }

    /// <summary>The same as bytes, for a loop that sends them without the service.</summary>
    public static byte[] Delivered(string agentId, DateTimeOffset now) =>
        // ForDelivery always sets the data.
        Envelope(ForDelivery(agentId, now).Data!.Value, agentId, now);

    public static HttpContent AsJson(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        return content;
    }

    private static byte[] Envelope(JsonElement data, string agentId, DateTimeOffset now)
    {
        var key = Guid.CreateVersion7(now);
        var published = new NewEvent
        {
            Project = new ProjectScope(1, 1, FirstTenant.Id, FirstTenant.Id),
            Type = Type,
            AgentId = agentId,
            WriteData = (writer, _) => data.WriteTo(writer),
        };
        return Core.Events.Envelope.Write(published, new EventIdentity(key, PublicId.ForEvent(key), now));
    }
}
