using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Webhooks.Api.Access;
using Webhooks.Contracts;
using Webhooks.ServiceDefaults;

namespace Webhooks.Api.OpenApi;

/// <summary>The OpenAPI document of the API, made from its routes, and the page to read it on.</summary>
internal static class OpenApiDocuments
{
    /// <summary>Where the document is.</summary>
    public const string Path = "/openapi/v1.json";

    /// <summary>Where people read it.</summary>
    public const string PagePath = "docs";

    /// <summary>The name the document is registered under.</summary>
    public const string Name = "v1";

    private const string BearerScheme = "bearerAuth";
    private const string CookieScheme = "cookieAuth";

    /// <summary>The tags of the routes, in the order of the reference.</summary>
    private static readonly (string Name, string Description)[] Tags =
    [
        ("Webhooks", "Destinations: where a project's events are sent, with which headers, secrets and retries."),
        ("Publish", "Telling the service what happened."),
        ("Conversations", "Conversations, their messages and the feedback on them; each change fires its event."),
        ("Events", "The log of what was published, and who was told."),
        ("Deliveries", "One event on its way to one destination: its attempts, and what to do about it."),
        ("Operations", "Work on many deliveries, done in the background: resend, recover, replay, and how far it is."),
        ("Stats", "Attempts over time for charts, and the ledger that shows that nothing was lost."),
        ("Tenants", "Who the service is run for."),
        ("Projects", "What a tenant's destinations, agents and events belong to."),
        ("Agents", "The agents whose conversations the events are about."),
        ("Triggers", "URLs that start an agent, and what came of each start."),
        ("API keys", "The keys programs call the API with."),
        ("Sign-in", "Sessions of people, and how they come to have a password."),
        ("Members", "Who belongs to a tenant, and with which role in its projects."),
        ("Audit", "Who did what, when and from where."),
        ("System", "How the service itself is doing."),
        (WebhookDocumentation.Tag, "What a destination receives: one signed POST for each event, under webhooks."),
    ];

    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        // HEAD goes with every GET, and says the same.
        options.ShouldInclude = description => description.HttpMethod != HttpMethods.Head
            && description.ActionDescriptor.EndpointMetadata.Any(metadata => metadata is AccessRule);
        options.CreateSchemaReferenceId = static type =>
            SchemaDocumentation.IsOptional(type.Type) || SchemaDocumentation.IsAnyJson(type.Type)
            ? null
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddSchemaTransformer(SchemaDocumentation.DescribeAsync);
        options.AddOperationTransformer(OperationDocumentation.DescribeAsync);
        options.AddDocumentTransformer(DescribeServiceAsync);
    });

    /// <summary>The document, and a page that shows it without anything from elsewhere.</summary>
    public static void MapOpenApiDocument(this WebApplication app)
    {
        var document = app.MapOpenApi();
        document.Finally(HeadRequests.Answer);
        document.DemandsNothing();
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = PagePath;
            page.DocumentTitle = "Webhooks API";
            page.SwaggerEndpoint(Path, "Webhooks v1");
            page.EnableTryItOutByDefault();
            page.EnableDeepLinking();
        });
    }

    private static async Task DescribeServiceAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Webhooks",
            Version = "v1",
            Description = "Publish events; every matching destination of the project gets each one as a signed HTTP POST, with retries and a full log.",
            Contact = new OpenApiContact { Name = "The Webhooks maintainers" },
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        // The host that serves the document, so that the committed one names none.
        document.Servers = [new OpenApiServer { Url = "/", Description = "The host that serves this document." }];
        document.Components ??= new OpenApiComponents();
        document.AddComponent<IOpenApiSecurityScheme>(BearerScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key (whk_…) or the token of a session (whs_…): Authorization: Bearer …",
        });
        document.AddComponent<IOpenApiSecurityScheme>(CookieScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = SessionCookie.Name,
            Description =
                $"Set by signing in. Everything but GET needs the session's csrfToken in the header {SessionCookie.CsrfHeader} too.",
        });
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(CookieScheme, document)] = [] },
        ];
        document.Tags = new HashSet<OpenApiTag>(Tags.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        document.AddComponent<IOpenApiSchema>(
            nameof(ProblemResponse), await context.GetOrCreateSchemaAsync(typeof(ProblemResponse), null, cancellationToken));
        ProblemDocumentation.AddTo(document);
        await WebhookDocumentation.AddToAsync(document, context, cancellationToken);
        SchemaDocumentation.NameRetryPolicy(document);
        NullDocumentation.Correct(document);
    }
}
