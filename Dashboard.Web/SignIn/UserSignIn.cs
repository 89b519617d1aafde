using System.Net;
using System.Security.Claims;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Dashboard.Web.ApiAccess;
using Webhooks.Dashboard.Web.Projects;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>Signs a user in at the Api, and finds a project to begin with.</summary>
internal sealed class UserSignIn(ApiClients clients)
{
    private const string WrongPassword =
        "The e-mail address or the password is wrong. Too many attempts lock the account for 15 minutes.";

    private const string WrongCode = "The code is wrong or was used already. Too many wrong codes lock the account for 15 minutes.";

    private const string NoProject = "You have no role in any project yet. Ask an administrator of your tenant for one.";

    /// <summary>Signs in by password.</summary>
    /// <param name="email">E-mail address.</param>
    /// <param name="password">Password.</param>
    /// <param name="wanted">The project to look at, if the user may.</param>
    /// <param name="visitor">The browser.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<UserSignInResult> SignInAsync(
        string email, string password, ProjectAddress wanted, Visitor visitor, CancellationToken cancellationToken) => OpenAsync(
            visitor,
            api => api.SignInAsync(new SignInRequest(email, password) { WithToken = true }, cancellationToken),
            WrongPassword,
            wanted,
            cancellationToken);

    /// <summary>Finishes a sign-in with the second factor.</summary>
    /// <param name="proof">The continuation, with a code or a recovery code.</param>
    /// <param name="wanted">The project to look at, if the user may.</param>
    /// <param name="visitor">The browser.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<UserSignInResult> ContinueAsync(
        SecondFactorSignInRequest proof, ProjectAddress wanted, Visitor visitor, CancellationToken cancellationToken) => OpenAsync(
            visitor,
            api => api.SignInWithSecondFactorAsync(proof with { WithToken = true }, cancellationToken),
            WrongCode,
            wanted,
            cancellationToken);

    /// <summary>Signs in by what a provider says.</summary>
    /// <param name="idToken">The provider's ID token.</param>
    /// <param name="wanted">The project to look at, if the user may.</param>
    /// <param name="visitor">The browser.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<UserSignInResult> SignInByProviderAsync(
        string idToken, ProjectAddress wanted, Visitor visitor, CancellationToken cancellationToken) => OpenAsync(
            visitor,
            api => api.SignInBySingleSignOnAsync(new SingleSignOnRequest(idToken) { WithToken = true }, cancellationToken),
            "The provider's sign-in was not accepted.",
            wanted,
            cancellationToken);

    /// <summary>Accepts an invitation.</summary>
    /// <param name="acceptance">Token, password and name.</param>
    /// <param name="visitor">The browser.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<UserSignInResult> AcceptAsync(AcceptInvitationRequest acceptance, Visitor visitor, CancellationToken cancellationToken) =>
        OpenAsync(
            visitor,
            api => api.AcceptInvitationAsync(acceptance with { WithToken = true }, cancellationToken),
            "An account with this e-mail address exists, and this is not its password.",
            ProjectAddress.From(null, null),
            cancellationToken);

    /// <summary>Ends the session. When the Api cannot be reached it ends by itself later.</summary>
    public async Task SignOutAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            await clients.With(token).SignOutAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is WebhooksApiException or HttpRequestException or OperationCanceledException)
        {
            // The cookie goes all the same.
        }
    }

    /// <summary>Has a link for a new password sent, or says why not.</summary>
    public Task<string?> ForgetAsync(string email, Visitor visitor, CancellationToken cancellationToken) =>
        RefusalAsync(() => clients.Anonymous(visitor).ForgotPasswordAsync(email, cancellationToken));

    /// <summary>Chooses a new password by a link, or says why not.</summary>
    public Task<string?> ResetAsync(ResetPasswordRequest reset, Visitor visitor, CancellationToken cancellationToken) =>
        RefusalAsync(() => clients.Anonymous(visitor).ResetPasswordAsync(reset, cancellationToken));

    private static async Task<string?> RefusalAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (WebhooksApiException refused) when (refused.StatusCode < HttpStatusCode.InternalServerError)
        {
            return Describe(refused);
        }
        catch (Exception failure) when (ApiTrouble.DescribeAction(failure) is { } trouble)
        {
            return trouble;
        }
    }

    private async Task<UserSignInResult> OpenAsync(
        Visitor visitor,
        Func<WebhooksClient, Task<SessionResponse>> open,
        string unauthorized,
        ProjectAddress wanted,
        CancellationToken cancellationToken)
    {
        try
        {
            var session = await open(clients.Anonymous(visitor));
            var token = session.Token!; // It was asked for.
            if (await FindProjectAsync(clients.With(token), session, wanted, cancellationToken) is { } scope)
            {
                return new UserSignInResult(DashboardAuthentication.PrincipalOf(session, token), scope, null, null);
            }

            await SignOutAsync(token, cancellationToken);
            return UserSignInResult.Refused(NoProject) with { HasNoRole = true };
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.Forbidden)
        {
            return UserSignInResult.Refused(refused.Message) with { IsForbidden = true };
        }
        catch (WebhooksApiException refused) when (refused.Problem?.Continuation is { } continuation)
        {
            return UserSignInResult.Continue(continuation);
        }
        catch (WebhooksApiException refused) when (refused.StatusCode is HttpStatusCode.Unauthorized)
        {
            return UserSignInResult.Refused(unauthorized, refused.Problem?.Errors) with { IsUnauthorized = true };
        }
        catch (WebhooksApiException refused) when (
            refused.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return UserSignInResult.Refused(Describe(refused), refused.Problem?.Errors);
        }
        catch (Exception failure) when (ApiTrouble.Describe(failure, wanted) is { } trouble)
        {
            return UserSignInResult.Refused(trouble);
        }
    }

    private static async Task<ProjectAddress?> FindProjectAsync(
        WebhooksClient api, SessionResponse session, ProjectAddress wanted, CancellationToken cancellationToken)
    {
        foreach (var tenant in session.Tenants.OrderByDescending(tenant => tenant.TenantId == wanted.TenantId))
        {
            var projects = (await api.ListProjectsAsync(tenant.TenantId, limit: 100, cancellationToken: cancellationToken)).Data;
            if (projects.FirstOrDefault(project => project.Id == wanted.ProjectId) is { } same)
            {
                return new ProjectAddress(tenant.TenantId, same.Id);
            }

            if (projects.Count > 0)
            {
                return new ProjectAddress(tenant.TenantId, projects[0].Id);
            }
        }

        return null;
    }

    private static string Describe(WebhooksApiException refused) => refused.Problem?.Errors is [{ } first, ..]
        ? first.Pointer switch
        {
            "/password" => $"The password {first.Detail}.",
            "/email" => $"The e-mail address {first.Detail}.",
            "/token" => $"The link {first.Detail}.",
            "/code" => $"The code {first.Detail}.",
            "/recoveryCode" => $"The recovery code {first.Detail}.",
            _ => $"{first.Pointer.TrimStart('/')} {first.Detail}.",
        }
        : refused.Message;
}

/// <summary>The outcome: a signed-in user and a project, a continuation for the second factor, or why it failed.</summary>
internal sealed record UserSignInResult(ClaimsPrincipal? User, ProjectAddress? Scope, string? Refusal, IReadOnlyList<ProblemField>? Errors)
{
    /// <summary>The person is a member of a tenant, and has no role in any project of it.</summary>
    public bool HasNoRole { get; init; }

    /// <summary>The person has no invitation.</summary>
    public bool IsForbidden { get; init; }

    /// <summary>The password was wrong.</summary>
    public bool IsUnauthorized { get; init; }

    /// <summary>The password was right, and the second factor is yet to be shown with this.</summary>
    public string? Continuation { get; init; }

    public static UserSignInResult Continue(string continuation) => new(null, null, null, null) { Continuation = continuation };

    public static UserSignInResult Refused(string refusal, IReadOnlyList<ProblemField>? errors = null) => new(null, null, refusal, errors);
}
