using System.Security.Claims;
using Webhooks.Client;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>What came of it: somebody who is signed in and a project, what goes on with the second factor, or why not.</summary>
internal sealed record UserSignInResult(ClaimsPrincipal? User, ProjectScope? Scope, string? Refusal, IReadOnlyList<ProblemField>? Errors)
{
    /// <summary>The person is a member of a tenant, and has no role in any project of it.</summary>
    public bool HasNoRole { get; init; }

    /// <summary>Nobody has invited the person.</summary>
    public bool IsForbidden { get; init; }

    /// <summary>The password was wrong.</summary>
    public bool IsUnauthorized { get; init; }

    /// <summary>The password was right, and the second factor is yet to be shown with this.</summary>
    public string? Continuation { get; init; }

    public static UserSignInResult Continue(string continuation) => new(null, null, null, null) { Continuation = continuation };

    public static UserSignInResult Refused(string refusal, IReadOnlyList<ProblemField>? errors = null) => new(null, null, refusal, errors);
}
