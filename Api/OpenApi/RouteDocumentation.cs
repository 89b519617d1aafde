using Webhooks.Api.Http;
using Webhooks.Api.Idempotency;

namespace Webhooks.Api.OpenApi;

/// <summary>What the OpenAPI document says of a route and its handler's signature does not.</summary>
internal static class RouteDocumentation
{
    /// <summary>The JSON the route reads with <see cref="JsonBody"/>.</summary>
    public static TBuilder WithBody<TBuilder>(this TBuilder route, Type type)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new DocumentedBody(type));

    /// <inheritdoc cref="WithBody{TBuilder}(TBuilder, Type)"/>
    public static RouteHandlerBuilder WithBody<T>(this RouteHandlerBuilder route) => route.WithBody(typeof(T));

    /// <summary>A refusal besides those that every route has, such as 409 for an id that is taken.</summary>
    public static TBuilder WithRefusal<TBuilder>(this TBuilder route, int status)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new DocumentedRefusal(status));

    /// <summary>An optional query parameter.</summary>
    public static TBuilder WithQuery<TBuilder>(this TBuilder route, string name, string description, bool isNumber = false)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new DocumentedQuery(name, description, isNumber));

    /// <summary>The route does its work once per <c>Idempotency-Key</c>.</summary>
    public static TBuilder WithIdempotencyKey<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithHeader(
            IdempotencyHeader.Name,
            "1 to 255 visible ASCII characters. For 72 hours the same request under the same key has no second effect and gets the first "
            + $"answer, with {IdempotencyHeader.Replayed}: true; another request under it gets 409.").WithRefusal(StatusCodes.Status409Conflict);

    /// <summary>An optional request header.</summary>
    public static TBuilder WithHeader<TBuilder>(this TBuilder route, string name, string description)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new DocumentedHeader(name, description));

    /// <summary>Numbered pages.</summary>
    public static TBuilder WithPage<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(
            new DocumentedQuery("page", "Number of the page, from 1; default 1.", IsNumber: true),
            new DocumentedQuery("limit", "Rows of a page, 1 to 100; default 10.", IsNumber: true));

    /// <summary>Pages by cursor.</summary>
    public static TBuilder WithKeyset<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(
            new DocumentedQuery("cursor", "The next or previous of an earlier page; absent = the newest rows.", IsNumber: false),
            new DocumentedQuery("limit", "Rows of a page, 1 to 100; default 10.", IsNumber: true));
}

internal sealed record DocumentedBody(Type Type);

internal sealed record DocumentedHeader(string Name, string Description);

internal sealed record DocumentedQuery(string Name, string Description, bool IsNumber);
