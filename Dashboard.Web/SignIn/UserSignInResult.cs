using System.Security.Claims;
using Webhooks.Client;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>What came of it: somebody who is signed in and a project, or why not.</summary>
internal sealed record UserSignInResult(ClaimsPrincipal? User, ProjectScope? Scope, string? Refusal, IReadOnlyList<ProblemField>? Errors)
{
    /// <summary>The password was wrong.</summary>
    public bool IsUnauthorized { get; init; }

    public static UserSignInResult Refused(string refusal, IReadOnlyList<ProblemField>? errors = null) => new(null, null, refusal, errors);
}
