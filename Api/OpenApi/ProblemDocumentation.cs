using System.Text.Json;
using Microsoft.OpenApi;
using Webhooks.Api.Http;
using Webhooks.Contracts;

namespace Webhooks.Api.OpenApi;

/// <summary>The refusals of the API as the OpenAPI document describes them: one shared response per status, with an example.</summary>
internal static class ProblemDocumentation
{
    /// <summary>Statuses that any route can answer with (seed reference), besides its own results.</summary>
    private static readonly int[] OfEveryRoute = [400, 401, 403, 404, 422, 429, 500, 503];

    /// <summary>Further statuses of routes that read a body.</summary>
    private static readonly int[] OfBodies = [413, 415];

    private static readonly Problem[] Known =
    [
        Problems.Invalid("/name", "is required"),
        Problems.Unauthorized("Send a valid API key as Authorization: Bearer <key>."),
        Problems.Forbidden("The role viewer may not do this."),
        Problems.NotFound("There is no destination \"resource_789\" in this project."),
        Problems.IdTaken("a destination", "resource_789"),
        Problems.PreconditionFailed("The destination has changed since; its ETag is \"42\" now."),
        Problems.TooLarge(new LimitsOptions().RequestBytes),
        Problems.UnsupportedMediaType(),
        Problems.Unprocessable([new ProblemField("/agentIds/0", "names no agent of this project")]),
        Problems.TooManyRequests("There were too many requests with this key", retryAfterSeconds: 1),
        Problems.Internal(),
        Problems.Unavailable(),
    ];

    /// <summary>The refusals a route can answer with.</summary>
    /// <param name="readsBody">Whether it reads a body.</param>
    /// <param name="own">Statuses that only this route and some others have.</param>
    public static IEnumerable<int> Of(bool readsBody, IEnumerable<int> own) =>
        OfEveryRoute.Concat(readsBody ? OfBodies : []).Concat(own).Distinct().Order();

    /// <summary>A reference to the shared response of the status.</summary>
    public static OpenApiResponseReference ReferenceTo(int status, OpenApiDocument document) =>
        new(NameOf(Known.First(problem => problem.Status == status)), document);

    /// <summary>Adds the shared responses.</summary>
    public static void AddTo(OpenApiDocument document)
    {
        foreach (var problem in Known)
        {
            document.AddComponent<IOpenApiResponse>(NameOf(problem), new OpenApiResponse
            {
                Description = problem.Title,
                Headers = HeadersOf(problem),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Problem.ContentType] = new()
                    {
                        Schema = new OpenApiSchemaReference(nameof(ProblemResponse), document),
                        Example = JsonSerializer.SerializeToNode(ExampleOf(problem), WebhooksJson.Options),
                    },
                },
            });
        }
    }

    private static string NameOf(Problem problem) => problem.Title.Replace(" ", string.Empty, StringComparison.Ordinal);

    private static Dictionary<string, IOpenApiHeader> HeadersOf(Problem problem)
    {
        var headers = new Dictionary<string,
            IOpenApiHeader>
        { ["X-Request-Id"] = HeaderOf("Identifier of the request, as in requestId.", JsonSchemaType.String) };
        if (problem.Status == StatusCodes.Status401Unauthorized)
        {
            headers["WWW-Authenticate"] = HeaderOf("How to authenticate.", JsonSchemaType.String);
        }

        if (problem.RetryAfterSeconds is not null)
        {
            headers["Retry-After"] = HeaderOf("Seconds to wait before the next try.", JsonSchemaType.Integer);
        }

        return headers;
    }

    private static OpenApiHeader HeaderOf(string description, JsonSchemaType type) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type } };

    private static ProblemResponse ExampleOf(Problem problem) => new()
    {
        Code = problem.Code,
        Title = problem.Title,
        Status = problem.Status,
        Detail = problem.Detail,
        Instance = "/manage/tenants/tenant_123/projects/project-456/webhook-destinations/resource_789",
        RequestId = "0HNQ4V2K7T1AB:00000001",
        Error = new ProblemError(problem.Code, problem.Detail),
        Errors = problem.Errors,
    };
}
