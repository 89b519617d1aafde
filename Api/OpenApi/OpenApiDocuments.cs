using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Client;

namespace Webhooks.Api.OpenApi;

/// <summary>The OpenAPI document of the API, made from its routes and served at <see cref="Path"/>.</summary>
internal static class OpenApiDocuments
{
    /// <summary>Where the document is.</summary>
    public const string Path = "/openapi/v1.json";

    private const string BearerScheme = "bearerAuth";

    /// <summary>What every route can answer with besides its own results.</summary>
    private static readonly int[] Refusals = [400, 401, 403, 404, 422, 500];

    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<AccessRule>().Any();
        options.AddDocumentTransformer(DescribeService);
        options.AddOperationTransformer(DescribeOperation);
        options.AddSchemaTransformer(DescribeSettings);
    });

    private static Task DescribeService(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Webhooks",
            Version = "v1",
            Description = "Publish events; every matching destination of the project gets each one as a signed HTTP POST, with retries and a full log.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[BearerScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key: Authorization: Bearer whk_…",
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task DescribeOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<DocumentedBody>().LastOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = !metadata.OfType<OptionalBody>().Any(),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken) },
                },
            };
        }

        foreach (var query in metadata.OfType<DocumentedQuery>())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = query.Name,
                In = ParameterLocation.Query,
                Description = query.Description,
                Schema = new OpenApiSchema { Type = query.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String },
            });
        }

        var problem = await context.GetOrCreateSchemaAsync(typeof(ProblemResponse), null, cancellationToken);
        operation.Responses ??= [];
        foreach (var status in Refusals)
        {
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = Problems.OfStatus(status).Title,
                Content = new Dictionary<string, OpenApiMediaType> { [Problem.ContentType] = new() { Schema = problem } },
            });
        }
    }

    /// <summary>Types with converters of their own, whose JSON the generator cannot see.</summary>
    private static Task DescribeSettings(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(RetryPolicySetting))
        {
            schema.Properties = null;
            schema.Required = null;
            schema.Type = null;
            schema.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create("standard"), JsonValue.Create("persistent")] },
                new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.Integer } },
            ];
            schema.Description = "When a failed attempt is made again: a named policy, or the waits in seconds.";
        }

        return Task.CompletedTask;
    }
}
