using System.Text.Json;
using System.Text.Json.Nodes;
using Webhooks.Api.Events;
using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

/// <summary>
/// One example per contract, for every place of the OpenAPI document where it stands. They are values of the contracts themselves, so
/// the compiler and the serializer keep them true.
/// </summary>
internal static class Examples
{
    public const string AgentId = PayloadExamples.AgentId;

    public static DateTimeOffset Then => PayloadExamples.Then;

    // Lazy, because the examples themselves use the values above.
    private static readonly Lazy<Dictionary<Type, object>> ByType = new(() => ((IEnumerable<object>)
        [
            .. ManagementExamples.All, .. AccessExamples.All, .. DestinationExamples.All, .. ConversationExamples.All, .. EventExamples.All,
            EventTypeCatalog.All[^1],
            .. DeliveryExamples.All, .. OperationExamples.All, .. StatsExamples.All, .. TriggerExamples.All, .. SystemExamples.All,
        ])
        .ToDictionary(static example => example.GetType()));

    /// <summary>The example of a contract, wrapped as lists and single resources are; null when there is none.</summary>
    public static JsonNode? Of(Type type) =>
        Find(type) is { } example ? JsonSerializer.SerializeToNode(example, type, WebhooksJson.Options) : null;

    private static object? Find(Type type)
    {
        if (ByType.Value.TryGetValue(type, out var example))
        {
            return example;
        }

        if (!type.IsGenericType || Find(type.GetGenericArguments()[0]) is not { } inner)
        {
            return null;
        }

        var rows = Array.CreateInstance(type.GetGenericArguments()[0], 1);
        rows.SetValue(inner, 0);
        var wrapper = type.GetGenericTypeDefinition();
        return wrapper == typeof(DataResponse<>) ? Activator.CreateInstance(type, inner)
            : wrapper == typeof(PageResponse<>) ? Activator.CreateInstance(type, rows, new Pagination(1, 10, 1, 1))
            : wrapper == typeof(KeysetResponse<>) ? Activator.CreateInstance(type, rows, "AZ3-Qd8Ec0SAAAAAAAAAAAAAAAAAAAAAAQA", null)
            : null;
    }

    public static JsonElement Json(string text) => PayloadExamples.Json(text);
}
