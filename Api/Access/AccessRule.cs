namespace Webhooks.Api.Access;

/// <summary>The permission that <see cref="AccessMiddleware"/> demands before a route's handler runs.</summary>
/// <param name="Permission">The permission that the caller's role must give.</param>
/// <param name="Reach">How much the caller's credentials must cover.</param>
internal sealed record AccessRule(Permission Permission, Reach Reach);

/// <summary>The place a route acts on.</summary>
internal enum Reach
{
    /// <summary>All tenants: keys that belong to no tenant.</summary>
    Service,

    /// <summary>Whatever the caller's credentials are good for: the handler leaves out all else.</summary>
    Caller,

    /// <summary>The tenant of the path; callers limited to some of its projects may only read.</summary>
    Tenant,

    /// <summary>The project of the path.</summary>
    Project,

    /// <summary>The project the credentials are for (run routes).</summary>
    KeyProject,

    /// <summary>The session of the caller: a user who is signed in.</summary>
    OwnSession,

    /// <summary>Nothing: no credentials are needed.</summary>
    Anyone,

    /// <summary>The trigger of the path, which demands credentials of its own (<c>TriggerAuthenticator</c>).</summary>
    Trigger,
}

internal static class AccessRules
{
    public static TBuilder Demands<TBuilder>(this TBuilder route, Permission permission, Reach reach)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new AccessRule(permission, reach));

    /// <summary>For the routes by which a caller gets credentials.</summary>
    public static TBuilder DemandsNothing<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.Demands(Permission.Read, Reach.Anyone);

    /// <summary>For the URLs of triggers.</summary>
    public static TBuilder DemandsWhatTheTriggerDemands<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.Demands(Permission.Publish, Reach.Trigger);

    /// <summary>For what a user does with its own account.</summary>
    public static TBuilder DemandsSession<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.Demands(Permission.Read, Reach.OwnSession);
}
