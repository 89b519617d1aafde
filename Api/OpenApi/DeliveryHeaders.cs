using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Webhooks.Api.Events;
using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

/// <summary>
/// A header that the sender sets. <c>Content-Type</c> is not among them: in OpenAPI it is the media type of the body.
/// </summary>
internal sealed record DeliveryHeader(string Name, string Description, bool Required, OpenApiSchema Schema, JsonNode Example)
{
    public OpenApiParameter ToParameter() => new()
    {
        Name = Name,
        In = ParameterLocation.Header,
        Required = Required,
        Description = Description,
        Schema = Schema,
        Example = Example.DeepClone(),
    };
}

/// <summary>The headers of every delivery, as <see cref="Core.Sending.DeliverySender"/> writes them.</summary>
internal static class DeliveryHeaders
{
    public static IReadOnlyList<DeliveryHeader> All { get; } =
    [
        new(
            "webhook-id", "Identifier of the event, the same over all attempts and destinations; `id` of the body.", Required: true,
            Text($"^{IdPattern.Event}$"), PayloadExamples.EventId),
        new(
            "webhook-timestamp", "When this attempt started, in seconds since 1970 (UTC). Refuse one that is more than five minutes off.",
            Required: true, new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" }, 1778596200),
        new(
            "webhook-signature",
            "One `v1,` and base64 HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` for each live secret of the destination, "
            + "separated by spaces. Accept the request when one of them is right.",
            Required: true, Text("^v1,[A-Za-z0-9+/]{43}=( v1,[A-Za-z0-9+/]{43}=)*$"), "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="),
        new(
            "user-agent", "`Webhooks/` and the version, unless the destination has a header of its own for it.", Required: true,
            Text(null), "Webhooks/0.2.0"),
        new(
            "traceparent", "The trace in which the event was published (W3C Trace Context); absent when that was not recorded.",
            Required: false, Text("^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}"),
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        new("tracestate", "What goes with `traceparent`; absent when there is nothing.", Required: false, Text(null), "vendor=value"),
        new(
            "webhook-hops", "Triggers that lie between the event and its first cause; absent when there are none.", Required: false,
            new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1" }, 1),
    ];

    private static OpenApiSchema Text(string? pattern) => new() { Type = JsonSchemaType.String, Pattern = pattern };
}

/// <summary>The meaning of a receiver's answers, as <see cref="Core.Sending.VerdictRules"/> decides.</summary>
internal static class DeliveryAnswers
{
    private const string Later =
        "Not now: the delivery is retried after the next wait of the destination's retry policy, and fails after the last.";

    public static OpenApiResponses OfDelivery => new()
    {
        ["2XX"] = new OpenApiResponse
        {
            Description = "Accepted: the event is delivered, once the whole response has been read within the time allowed.",
        },
        ["408"] = Retried($"Request timeout. {Later}"),
        ["410"] = new OpenApiResponse { Description = "Gone: the delivery fails, is not retried, and the destination is disabled." },
        ["425"] = Retried($"Too early. {Later}"),
        ["429"] = Retried($"Too many requests: fewer deliveries are sent at once. {Later}"),
        ["5XX"] = Retried($"The receiver has a fault; after 502, 503 and 504 fewer deliveries are sent at once. {Later}"),
        ["default"] = new OpenApiResponse { Description = "Any other status, a redirect included: the delivery fails and is not retried." },
    };

    public static OpenApiResponses OfTest => new()
    {
        ["2XX"] = new OpenApiResponse { Description = "Accepted: the test is successful." },
        ["default"] = new OpenApiResponse
        {
            Description = "Any other status: the test has failed. It is not retried and disables nothing.",
        },
    };

    private static OpenApiResponse Retried(string description) => new()
    {
        Description = description,
        Headers = new Dictionary<string, IOpenApiHeader>
        {
            ["Retry-After"] = new OpenApiHeader
            {
                Description = "Seconds, or an HTTP date: not before then, when that is later than the retry policy says; 24 hours at most.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        },
    };
}
