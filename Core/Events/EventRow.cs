using Npgsql;
using Webhooks.Core.Persistence;

namespace Webhooks.Core.Events;

/// <summary>Reads the columns <c>event_id, id, type, agent_id, matched, trace_parent, body</c>, in this order.</summary>
internal static class EventRow
{
    public static StoredEvent Read(NpgsqlDataReader reader)
    {
        var key = reader.GetGuid(0);
        var id = reader.IsDBNull(1) ? PublicId.ForEvent(key) : reader.GetString(1);
        return new StoredEvent(
            new EventIdentity(key, id, EventTime.Of(key)),
            reader.GetString(2),
            reader.IsDBNull(3) ? null : reader.GetString(3),
            reader.GetInt32(4),
            reader.IsDBNull(5) ? null : reader.GetString(5),
            reader.GetFieldValue<byte[]>(6));
    }
}
