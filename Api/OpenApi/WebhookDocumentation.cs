using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Webhooks.Api.Events;
using Webhooks.Api.WebhookDestinations;
using Webhooks.Contracts;
using Webhooks.Core.Events;
using Webhooks.Core.Keys;

namespace Webhooks.Api.OpenApi;

/// <summary>
/// The <c>webhooks</c> section: what a destination receives for each event type and what its answers mean. Payloads are the contracts that
/// receivers read them with, the headers are those of the sender, and the answers are those of the verdict.
/// </summary>
internal static class WebhookDocumentation
{
    /// <summary>The tag of these operations.</summary>
    public const string Tag = "Payloads";

    private const string TestDescription =
        "Sent by the test action, to one destination, once. Synthetic data: a conversation that does not exist. "
        + "No destination subscribes to it. Its answer is shown to the caller of the test action and has no other effect, except that 2xx "
        + "closes an open circuit breaker.";

    private const string Custom =
        " A publisher that sends data of its own with this type (`data` of `POST /run/v1/events`) decides what is in `data`.";

    private const string Sent =
        " The body is signed as Standard Webhooks 1.0.0 says: verify `webhook-signature` over the exact bytes before reading them. "
        + "Deliveries are made at least once: the same `webhook-id` again is the same event. Custom headers of the destination are added.";

    /// <summary>Everything that is sent to destinations: the types of the catalogue, and the test event.</summary>
    public static IReadOnlyList<(string Type, string Description, JsonElement Example)> All { get; } =
    [
        .. EventTypeCatalog.All.Select(type => (type.Type, type.Description + Custom + Sent, type.Example)),
        (TestEvent.Type, TestDescription + Sent, TestExample()),
    ];

    public static async Task AddToAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Webhooks = new Dictionary<string, IOpenApiPathItem>();
        foreach (var (type, description, example) in All)
        {
            var name = $"{PascalOf(type)}Webhook";
            document.AddComponent<IOpenApiSchema>(name, await SchemaAsync(type, document, context, cancellationToken));
            var operation = new OpenApiOperation
            {
                OperationId = $"Receive{PascalOf(type)}",
                Summary = $"Receive {type}",
                Description = description,
                Tags = new HashSet<OpenApiTagReference> { new(Tag, document) },
                // The sender has no credentials; what it has is the signature.
                Security = [],
                Parameters = [.. DeliveryHeaders.All.Select(header => header.ToParameter())],
                RequestBody = new OpenApiRequestBody
                {
                    Required = true,
                    Description = "The envelope, in UTF-8. A retry sends the same bytes.",
                    Content = new Dictionary<string, OpenApiMediaType>
                    {
                        [MediaTypeNames.Application.Json] = new()
                        {
                            Schema = new OpenApiSchemaReference(name, document),
                            Example = JsonSerializer.SerializeToNode(example, WebhooksJson.Options),
                        },
                    },
                },
                Responses = type == TestEvent.Type ? DeliveryAnswers.OfTest : DeliveryAnswers.OfDelivery,
            };
            document.Webhooks[type] = new OpenApiPathItem
            {
                Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = operation },
            };
        }
    }

    /// <summary>The test event, as it is sent.</summary>
    private static JsonElement TestExample()
    {
        var project = new ProjectScope(0, 0, "tenant_123", "project-456");
        var identity = EventIdentity.At(PayloadExamples.Then, PayloadExamples.EventId);
        return JsonSerializer.Deserialize<JsonElement>(Envelope.Write(TestEvent.For(project), identity));
    }

    /// <summary>The envelope with its one type, and data that is always there; the generic contract says neither.</summary>
    private static async Task<OpenApiSchema> SchemaAsync(
        string type, OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var contract = type == TestEvent.Type ? typeof(WebhookPayload<ConversationPayload>) : PayloadExamples.ContractOf(type);
        var data = contract.GetGenericArguments()[0];
        var envelope = await context.GetOrCreateSchemaAsync(contract, null, cancellationToken);
        document.AddComponent<IOpenApiSchema>(data.Name, DataSchema(data, document));
        var members = new Dictionary<string, IOpenApiSchema>(envelope.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [(JsonNode)type], Description = "The event type." },
            ["data"] = new OpenApiSchemaReference(data.Name, document),
        };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = $"What a destination receives for {type}.",
            Properties = members,
            Required = members.Keys.ToHashSet(),
        };
    }

    /// <summary>Data holds nothing but resources, which answers of the API show as well.</summary>
    private static OpenApiSchema DataSchema(Type data, OpenApiDocument document)
    {
        var members = WebhooksJson.Options.GetTypeInfo(data).Properties.ToDictionary(
            member => member.Name, member => (IOpenApiSchema)new OpenApiSchemaReference(member.PropertyType.Name, document));
        return new OpenApiSchema { Type = JsonSchemaType.Object, Properties = members, Required = members.Keys.ToHashSet() };
    }

    private static string PascalOf(string type) =>
        string.Concat(type.Split('.').Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));
}
