using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Audit;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;
using Webhooks.Core.Tenants;

namespace Webhooks.Api.People;

/// <summary>Signing in and out.</summary>
internal static class SignInEndpoints
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/auth").WithTags("Sign-in");
        group.MapPost("/sign-in", SignInAsync).WithName("SignIn")
            .WithSummary("Sign in; the answer sets the session cookie, has the token if asked to, or a continuation for the second factor")
            .WithDescription(
                "Checks the e-mail address and password. The session is in a cookie; with the token asked for, programs send it as a "
                + "bearer token instead. Too many wrong passwords lock the user for a time.")
            .WithBody<SignInRequest>().DemandsNothing();
        group.MapPost("/sign-in/second-factor", SignInWithSecondFactorAsync).WithName("SignInWithSecondFactor")
            .WithSummary("Finish a sign-in with a code of the authenticator app, or with a recovery code")
            .WithDescription("Takes the continuation that the sign-in answered with. Each code and each recovery code is good once.")
            .WithBody<SecondFactorSignInRequest>().DemandsNothing();
        group.MapPost("/sign-out", SignOutAsync).WithName("SignOut").WithSummary("End the session")
            .WithDescription("The cookie and the token of this session are refused from then on. Other sessions of the user go on.")
            .DemandsSession();
        group.MapGet("/session", GetAsync).WithName("GetSession").WithSummary("Get the session: who is signed in, and what they may do")
            .WithDescription(
                "Shows the user, the tenants and projects with the user's roles, and the csrfToken that changes by cookie need.")
            .DemandsSession();
    }

    private static async Task<Results<Ok<DataResponse<SessionResponse>>, Problem>> SignInAsync(
        HttpContext httpContext, JsonBody body, PasswordCheck check, SignInContinuations continuations, SessionAnswers answers,
        WebhooksDbContext context, AuditEntry audit, AuditTrail trail, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (address, password, withToken) = (input.ReadEmail(), input.ReadPassword("password"), input.Flag("withToken") ?? false);
        if (input.Problem is { } problem)
        {
            return problem;
        }

        // Without a problem both are there.
        var user = await check.FindAsync(address!, password!, Addresses.NameOf(httpContext.Connection.RemoteIpAddress), cancellationToken);
        await audit.IsAboutAsync(context, user, address!, cancellationToken);
        if (user is null)
        {
            return Problems.Unauthorized("The e-mail address or the password is wrong.");
        }

        if (user.TwoFactorEnabled)
        {
            return Problems.SecondFactorRequired(continuations.Of(user));
        }

        await trail.AdmitAsync(audit, cancellationToken);
        return TypedResults.Ok(await answers.OpenAsync(httpContext, user, withToken, cancellationToken));
    }

    private static async Task<Results<Ok<DataResponse<SessionResponse>>, Problem>> SignInWithSecondFactorAsync(
        HttpContext httpContext, JsonBody body, SignInContinuations continuations, SecondFactorCheck check, SessionAnswers answers,
        RequestLimits limits, WebhooksDbContext context, AuditEntry audit, AuditTrail trail, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var continuation = input.Text("continuation", required: true);
        var (proof, withToken) = (SecondFactorProof.Read(input), input.Flag("withToken") ?? false);
        if (input.Problem is { } problem)
        {
            return problem;
        }

        // Without a problem both are there.
        var from = Addresses.NameOf(httpContext.Connection.RemoteIpAddress);
        if (await FindUserAsync(continuations, limits, continuation!, from, cancellationToken) is not { } user)
        {
            return Problems.Unauthorized(
                "The continuation is no longer valid; sign in with the password again.",
                [new ProblemField("/continuation", "is no longer valid")]);
        }

        await audit.IsAboutAsync(context, user, cancellationToken);
        if (!await check.SpendAsync(user, proof!, from, cancellationToken))
        {
            return Problems.Unauthorized("The code is wrong or was used already, or there were too many wrong ones.");
        }

        await trail.AdmitAsync(audit, cancellationToken);
        return TypedResults.Ok(await answers.OpenAsync(httpContext, user, withToken, cancellationToken));
    }

    /// <summary>The user of a continuation. An invalid one counts as a wrong password of no particular user.</summary>
    private static async Task<User?> FindUserAsync(
        SignInContinuations continuations, RequestLimits limits, string continuation, string from, CancellationToken cancellationToken)
    {
        using var tries = await limits.TrySignInAsync(from, user: null);
        if (tries.Wait is { } wait)
        {
            throw new TooManyTriesException(wait);
        }

        var user = await continuations.FindUserAsync(continuation, cancellationToken);
        if (user is null)
        {
            tries.Spend();
        }

        return user;
    }

    private static async Task<NoContent> SignOutAsync(
        HttpContext httpContext, RequestScope scope, SessionDesk desk, IHostEnvironment environment, CancellationToken cancellationToken)
    {
        await desk.EndAsync(scope.Session.SessionNo, cancellationToken);
        SessionCookie.Delete(httpContext, environment);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<DataResponse<SessionResponse>>, Problem>> GetAsync(
        HttpContext httpContext, RequestScope scope, SessionAnswers answers, WebhooksDbContext context, CancellationToken cancellationToken)
    {
        var session =
            await context.Sessions.AsNoTracking().SingleOrDefaultAsync(row => row.SessionNo == scope.Session.SessionNo, cancellationToken);
        if (session is null || Credential.ReadToken(httpContext.Request) is not { } token)
        {
            return Problems.Unauthorized("The session has ended.");
        }

        var user = await context.Users.AsNoTracking().SingleAsync(row => row.Id == session.UserNo, cancellationToken);
        return TypedResults.Ok(new DataResponse<SessionResponse>(await answers.OfAsync(user, session, token, cancellationToken)));
    }

    /// <summary>Names the user in the audit record, for the administrators of its tenants.</summary>
    internal static async Task IsAboutAsync(
        this AuditEntry audit, WebhooksDbContext context, User user, CancellationToken cancellationToken)
    {
        var tenants = await context.Members.Where(row => row.UserNo == user.Id).OrderBy(row => row.TenantNo)
            .Select(row => row.TenantNo).ToListAsync(cancellationToken);
        audit.IsBy(new Actor(Actor.UserKind, user.PublicId, user.Address), tenants);
    }

    /// <summary>
    /// Names the user in the audit record; without one, the first user of the address. An address that no user has is not written down:
    /// people type passwords into the wrong field.
    /// </summary>
    internal static async Task IsAboutAsync(
        this AuditEntry audit, WebhooksDbContext context, User? user, EmailAddress address, CancellationToken cancellationToken)
    {
        user ??= await UsersByAddress.Of(context, address).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (user is not null)
        {
            await audit.IsAboutAsync(context, user, cancellationToken);
        }
    }
}
