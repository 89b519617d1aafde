using System.Globalization;
using System.Net.Mime;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

/// <summary>Completes what the framework finds out about a route: path parameters, query, body, examples and refusals.</summary>
internal static class OperationDocumentation
{
    public static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        // The framework gives an operation transformer the document it works on.
        var document = context.Document!;
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters =
        [
            .. PathParametersOf(context),
            .. metadata.OfType<DocumentedQuery>().Select(QueryParameterOf),
            .. metadata.OfType<DocumentedHeader>().Select(HeaderParameterOf),
        ];
        var body = metadata.OfType<DocumentedBody>().LastOrDefault();
        if (body is not null)
        {
            document.AddComponent<IOpenApiSchema>(body.Type.Name, await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken));
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = !metadata.OfType<OptionalBody>().Any(),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [MediaTypeNames.Application.Json] = new()
                    {
                        Schema = new OpenApiSchemaReference(body.Type.Name, document),
                        Example = Examples.Of(body.Type),
                    },
                },
            };
        }

        var rule = metadata.OfType<AccessRule>().Last(); // No operation is without.
        operation.AddExtension(PermissionDocumentation.Extension, PermissionDocumentation.Of(rule));
        if (rule.Reach is Reach.Anyone or Reach.Trigger)
        {
            operation.Security = [];
        }

        var isPlain = metadata.OfType<PlainErrors>().Any();
        operation.Responses ??= [];
        AddExamples(operation.Responses, context);
        var refusals = metadata.OfType<DocumentedRefusal>().Select(refusal => refusal.Status);
        foreach (var status in isPlain ? [] : ProblemDocumentation.Of(body is not null, refusals))
        {
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] = ProblemDocumentation.ReferenceTo(status, document);
        }
    }

    private static void AddExamples(OpenApiResponses responses, OpenApiOperationTransformerContext context)
    {
        foreach (var answer in context.Description.SupportedResponseTypes)
        {
            if (answer.Type is { } type
                && responses.TryGetValue(answer.StatusCode.ToString(CultureInfo.InvariantCulture), out var response)
                && response.Content?.TryGetValue(MediaTypeNames.Application.Json, out var content) is true)
            {
                content.Example = Examples.Of(type);
            }
        }
    }

    private static IEnumerable<IOpenApiParameter> PathParametersOf(OpenApiOperationTransformerContext context) =>
        from segment in (context.Description.RelativePath ?? string.Empty).Split('/')
        where segment.StartsWith('{')
        select PathParameterOf(segment.Trim('{', '}'));

    private static OpenApiParameter PathParameterOf(string name) => new()
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Description = name switch
        {
            "tenantId" => "Tenant identifier",
            "projectId" => "Project identifier",
            "agentId" => "Agent identifier",
            _ => "Resource identifier",
        },
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            MinLength = 1,
            MaxLength = Identifiers.MaximumLength,
            Pattern = name switch
            {
                "tenantId" => null,
                "projectId" => $"^{IdPattern.Project}$",
                _ => $"^{IdPattern.Resource}$",
            },
        },
        Example = name switch
        {
            "tenantId" => "tenant_123",
            "projectId" => "project-456",
            "agentId" => Examples.AgentId,
            _ => "resource_789",
        },
    };

    private static OpenApiParameter QueryParameterOf(DocumentedQuery query) => new()
    {
        Name = query.Name,
        In = ParameterLocation.Query,
        Description = query.Description,
        Schema = new OpenApiSchema
        {
            Type = query.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String,
            Minimum = query.IsNumber ? "1" : null,
            Maximum = query is { IsNumber: true, Name: "limit" } ? "100" : null,
            Default = query.Name switch { "page" => 1, "limit" => 10, _ => null },
        },
    };

    private static OpenApiParameter HeaderParameterOf(DocumentedHeader header) => new()
    {
        Name = header.Name,
        In = ParameterLocation.Header,
        Description = header.Description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
