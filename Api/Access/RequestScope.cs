using Webhooks.Core.Keys;

namespace Webhooks.Api.Access;

/// <summary>The caller and the place of a request, as <see cref="AccessMiddleware"/> found them; a parameter of handlers.</summary>
public sealed class RequestScope
{
    private static readonly object ItemKey = new();

    public required Caller Caller { get; init; }

    /// <summary>The tenant of the path; 0 on routes without one.</summary>
    internal long TenantNo { get; init; }

    internal ProjectScope? FoundProject { get; init; }

    /// <summary>The project of the path or of the key.</summary>
    internal ProjectScope Project =>
        FoundProject ?? throw new InvalidOperationException("The route's access rule does not reach a project.");

    /// <summary>The session of the caller.</summary>
    internal CallerSession Session => Caller.Session ?? throw new InvalidOperationException("The route's access rule demands no session.");

    /// <summary>Called by the framework for a handler's parameter of this type.</summary>
    public static ValueTask<RequestScope> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(Find(context) ?? throw new InvalidOperationException("The route has no access rule."));
    }

    internal static RequestScope? Find(HttpContext context) => (RequestScope?)context.Items[ItemKey];

    internal void AttachTo(HttpContext context) => context.Items[ItemKey] = this;
}
