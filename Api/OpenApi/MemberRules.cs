using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Webhooks.Api.Http;
using Webhooks.Api.Operations;
using Webhooks.Contracts;
using Webhooks.Core.Destinations;

namespace Webhooks.Api.OpenApi;

/// <summary>What a request's members must look like beyond their type. The handlers' inputs enforce it; this only says it.</summary>
internal static class MemberRules
{
    /// <summary>Adds what is known of a member.</summary>
    /// <param name="contract">The contract the member belongs to; the rules are for those that are sent.</param>
    /// <param name="name">Name of the member in JSON.</param>
    /// <param name="schema">What is known so far.</param>
    public static void Apply(Type contract, string name, OpenApiSchema schema)
    {
        if (!contract.Name.EndsWith("Request", StringComparison.Ordinal))
        {
            return;
        }

        switch (name)
        {
            case "id":
                Text(schema, 1, Identifiers.MaximumLength);
                schema.Pattern = $"^{PatternOf(contract)}$";
                break;
            case "type" when contract == typeof(AddFeedbackRequest):
                schema.Enum = Values([FeedbackType.Positive, FeedbackType.Negative]);
                break;
            case "name" or "type" or "projectId" or "agentId" or "conversationId" or "messageId":
                Text(schema, 1, Identifiers.MaximumLength);
                break;
            case "url" or "runUrl":
                Text(schema, 1, DestinationUrl.MaximumLength);
                schema.Format = "uri";
                break;
            case "eventTypes":
                schema.MinItems = 1;
                schema.Items = OneOf(EventTypes.All);
                break;
            case "deliveryIds":
                schema.MinItems = 1;
                schema.MaxItems = ResendInput.MaximumIds;
                break;
            case "role":
                schema.Enum = Values(RolesOf(contract));
                break;
        }
    }

    private static string PatternOf(Type contract) =>
        contract == typeof(CreateProjectRequest) ? Identifiers.ProjectPattern
        : contract == typeof(PublishEventRequest) ? Identifiers.EventPattern
        : Identifiers.ResourcePattern;

    private static IReadOnlyList<string> RolesOf(Type contract) =>
        contract == typeof(AddMessageRequest) ? [MessageRole.User, MessageRole.Assistant]
        : contract == typeof(InviteMemberRequest) || contract == typeof(ChangeMemberRequest) ? MemberRole.All
        : ApiKeyRole.All;

    private static void Text(OpenApiSchema schema, int shortest, int longest)
    {
        schema.MinLength = shortest;
        schema.MaxLength = longest;
    }

    private static OpenApiSchema OneOf(IEnumerable<string> values) => new() { Type = JsonSchemaType.String, Enum = Values(values) };

    private static List<JsonNode> Values(IEnumerable<string> values) => [.. values.Select(static value => (JsonNode)value)];
}
