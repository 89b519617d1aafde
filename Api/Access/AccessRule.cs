namespace Webhooks.Api.Access;

/// <summary>What <see cref="AccessMiddleware"/> demands before a route's handler runs.</summary>
/// <param name="Permission">What the caller's role must allow.</param>
/// <param name="Reach">How much the caller's key must cover.</param>
internal sealed record AccessRule(Permission Permission, Reach Reach);

/// <summary>The place a route acts on.</summary>
internal enum Reach
{
    /// <summary>All tenants: keys that belong to no tenant.</summary>
    Service,

    /// <summary>The tenant of the path; keys of one of its projects do for reading only.</summary>
    Tenant,

    /// <summary>The project of the path.</summary>
    Project,

    /// <summary>The project the key is for (run routes).</summary>
    KeyProject,
}

internal static class AccessRules
{
    public static TBuilder Demands<TBuilder>(this TBuilder route, Permission permission, Reach reach)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new AccessRule(permission, reach));
}
