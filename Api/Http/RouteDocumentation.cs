using Webhooks.Contracts;

namespace Webhooks.Api.Http;

/// <summary>Facts about a route for the OpenAPI document that its handler's signature does not show.</summary>
internal static class RouteDocumentation
{
    /// <summary>The JSON the route reads with <see cref="JsonBody"/>.</summary>
    public static TBuilder WithBody<TBuilder>(this TBuilder route, Type type)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new DocumentedBody(type));

    /// <inheritdoc cref="WithBody{TBuilder}(TBuilder, Type)"/>
    public static RouteHandlerBuilder WithBody<T>(this RouteHandlerBuilder route) => route.WithBody(typeof(T));

    /// <summary>
    /// The JSON a change reads. Members that only the answer has may be sent back unchanged, so that a client may edit the JSON it read.
    /// </summary>
    public static RouteHandlerBuilder WithChange<TBody, TAnswer>(this RouteHandlerBuilder route) =>
        route.WithMetadata(new DocumentedBody(typeof(TBody), typeof(TAnswer)));

    /// <summary>A refusal besides those that every route has, such as 409 for an id that is taken.</summary>
    public static TBuilder WithRefusal<TBuilder>(this TBuilder route, int status)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new DocumentedRefusal(status));

    /// <summary>An optional query parameter.</summary>
    public static TBuilder WithQuery<TBuilder>(this TBuilder route, string name, string description, bool isNumber = false)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new DocumentedQuery(name, description, isNumber));

    /// <summary>A span of time: <c>since</c> and <c>until</c>, also read as <c>from</c> and <c>to</c>.</summary>
    /// <param name="route">The route.</param>
    /// <param name="since">The effect of the beginning, as a sentence.</param>
    /// <param name="until">The effect of the end, as a sentence.</param>
    public static TBuilder WithSpan<TBuilder>(this TBuilder route, string since, string until)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(
            new DocumentedQuery("since", $"{since} An RFC 3339 time with an offset; also read as from.", IsNumber: false, "from"),
            new DocumentedQuery("until", $"{until} An RFC 3339 time with an offset; also read as to.", IsNumber: false, "to"));

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

    /// <summary>The part of a list's description about its export.</summary>
    public const string Export =
        " With Accept: application/x-ndjson or text/csv the answer is the whole list with the same filters, from the cursor on, as a file: a JSON "
        + "object a line, or a table. A connection that breaks off means that it is not all.";

    /// <summary>Pages by cursor.</summary>
    public static TBuilder WithKeyset<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(
            new DocumentedQuery("cursor", "The next or previous of an earlier page; absent = the newest rows.", IsNumber: false),
            new DocumentedQuery("limit", "Rows of a page, 1 to 100; default 10.", IsNumber: true));
}

/// <summary>The body of a route.</summary>
/// <param name="Type">Its contract.</param>
/// <param name="ShownAs">How the resource is shown, when the route changes it; its other members may be sent back.</param>
internal sealed record DocumentedBody(Type Type, Type? ShownAs = null)
{
    /// <summary>The members the body may have; null = not known here, because each published event is checked on its own.</summary>
    public BodyShape? Shape { get; } =
        Type == typeof(PublishEventRequest) ? null
        : Type == typeof(PublishBatchRequest) ? BodyShape.Of(Type).WithoutInner()
        : BodyShape.Of(Type, ShownAs);
}

/// <summary>A refusal that not every route has, such as 409.</summary>
internal sealed record DocumentedRefusal(int Status);

internal sealed record DocumentedHeader(string Name, string Description);

/// <summary>A query parameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">Its effect.</param>
/// <param name="IsNumber">Whether it is a whole number.</param>
/// <param name="Alias">Another name it is read under; null = none.</param>
internal sealed record DocumentedQuery(string Name, string Description, bool IsNumber, string? Alias = null)
{
    /// <summary>Whether a request that sends this name sends this parameter; upper and lower case are the same in a query.</summary>
    public bool Answers(string name) =>
        name.Equals(Name, StringComparison.OrdinalIgnoreCase) || name.Equals(Alias, StringComparison.OrdinalIgnoreCase);
}
