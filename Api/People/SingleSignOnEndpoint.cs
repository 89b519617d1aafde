using Microsoft.AspNetCore.Http.HttpResults;
using Webhooks.Api.Access;
using Webhooks.Api.Audit;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>
/// Signing in by a provider: the dashboard, or another program of the same client at the provider, exchanges an ID token for a session.
/// </summary>
internal static class SingleSignOnEndpoint
{
    public static void MapSingleSignOn(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/auth/sign-in/single-sign-on", SignInAsync).WithTags("Sign-in").WithName("SignInBySingleSignOn")
            .WithSummary("Sign in by an ID token of the configured provider, once; invitations of its verified address are accepted")
            .WithDescription(
                "The Api checks issuer, audience, signature and time of the token itself. A person whom no tenant has invited is "
                + "refused.")
            .WithBody<SingleSignOnRequest>().WithRefusal(StatusCodes.Status409Conflict).DemandsNothing();

    private static async Task<Results<Ok<DataResponse<SessionResponse>>, Problem>> SignInAsync(
        HttpContext httpContext, JsonBody body, IdTokens tokens, SingleSignOn singleSignOn, SessionAnswers answers, RequestLimits limits,
        WebhooksDbContext context, AuditEntry audit, AuditTrail trail, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (idToken, withToken) = (input.Text("idToken", required: true), input.Flag("withToken") ?? false);
        if (input.Problem is { } problem)
        {
            return problem;
        }

        if (!tokens.IsConfigured)
        {
            return Problems.Conflict("This service has no single sign-on.");
        }

        using var tries = await limits.TrySignInAsync(Addresses.NameOf(httpContext.Connection.RemoteIpAddress), user: null);
        if (tries.Wait is { } wait)
        {
            throw new TooManyTriesException(wait);
        }

        // Without a problem it is there.
        switch (await tokens.ReadAsync(idToken!, cancellationToken))
        {
            case IdTokenOutcome.Good good:
                var outcome = await singleSignOn.FindAsync(good.Person, cancellationToken);
                if (outcome is not SingleSignOnOutcome.Found { User: var user })
                {
                    tries.Spend();
                    return Describe(outcome);
                }

                await audit.IsAboutAsync(context, user, cancellationToken);
                await trail.AdmitAsync(audit, cancellationToken);
                return TypedResults.Ok(await answers.OpenAsync(httpContext, user, withToken, cancellationToken));
            case IdTokenOutcome.NoAnswer:
                return Problems.ProviderAway();
            default:
                tries.Spend();
                return Problems.Unauthorized("The ID token is not one of the provider's for this service, or is older than five minutes.");
        }
    }

    private static Problem Describe(SingleSignOnOutcome outcome) => outcome switch
    {
        SingleSignOnOutcome.Used => Problems.Unauthorized(
            "The ID token was used already, or the user was changed at the same moment. Sign in again."),
        SingleSignOnOutcome.NoAddress => Problems.Forbidden(
            "The provider has not verified your e-mail address, so no user can be found by it."),
        _ => Problems.Forbidden("Nobody has invited your e-mail address. Ask an administrator of your tenant for an invitation."),
    };
}
