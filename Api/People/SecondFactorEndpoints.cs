using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>Routes for users to manage their own second factor: an authenticator app, and recovery codes.</summary>
internal static class SecondFactorEndpoints
{
    /// <summary>The name of the service in the list of an authenticator app.</summary>
    private const string Issuer = "Webhooks";

    public static void MapSecondFactor(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/auth/second-factor").WithTags("Sign-in");
        group.MapGet("/", GetAsync).WithName("GetSecondFactor")
            .WithSummary("Get whether the own second factor is on, and how many recovery codes are left")
            .WithDescription("Shows no secret and no recovery code.")
            .DemandsSession();
        group.MapPost("/begin", BeginAsync).WithName("BeginSecondFactor")
            .WithSummary("Get a secret for an authenticator app; the second factor is on once a code is confirmed")
            .WithDescription(
                "Needs the password. The answer has the secret as text and as the URI that authenticator apps read from a QR code.")
            .WithBody<BeginSecondFactorRequest>().WithRefusal(StatusCodes.Status409Conflict).DemandsSession();
        group.MapPost("/confirm", ConfirmAsync).WithName("ConfirmSecondFactor")
            .WithSummary("Turn the own second factor on; the answer shows the recovery codes this once, and all other sessions end")
            .WithDescription("Takes the first code that the app shows. Keep the recovery codes somewhere other than the app.")
            .WithBody<ConfirmSecondFactorRequest>().WithRefusal(StatusCodes.Status409Conflict).DemandsSession();
        group.MapPost("/recovery-codes", RenewCodesAsync).WithName("RenewRecoveryCodes")
            .WithSummary("Get new recovery codes, shown this once; the old ones are void")
            .WithDescription("Needs the password and a code of the app or a recovery code. Sessions and the app stay as they are.")
            .WithBody<RenewRecoveryCodesRequest>().WithRefusal(StatusCodes.Status409Conflict).DemandsSession();
        group.MapPost("/remove", RemoveAsync).WithName("RemoveSecondFactor").WithSummary("Turn the own second factor off")
            .WithDescription("Needs the password and a code of the app or a recovery code.")
            .WithBody<RemoveSecondFactorRequest>().WithRefusal(StatusCodes.Status409Conflict).DemandsSession();
    }

    private static async Task<Ok<DataResponse<SecondFactorResponse>>> GetAsync(
        RequestScope scope, WebhooksDbContext context, UserManager<User> users, CancellationToken cancellationToken)
    {
        var user = await FindUserAsync(context, scope, cancellationToken);
        var left = user.TwoFactorEnabled ? await users.CountRecoveryCodesAsync(user) : 0;
        return TypedResults.Ok(new DataResponse<SecondFactorResponse>(new SecondFactorResponse(user.TwoFactorEnabled, left)));
    }

    private static async Task<Results<Ok<DataResponse<SecondFactorSecretResponse>>, Problem>> BeginAsync(
        HttpContext httpContext, JsonBody body, RequestScope scope, WebhooksDbContext context, PasswordCheck check, SecondFactorSetup setup,
        CancellationToken cancellationToken)
    {
        var input = body.Read();
        var password = input.ReadPassword("password");
        if (input.Problem is { } problem)
        {
            return problem;
        }

        var user = await FindUserAsync(context, scope, cancellationToken);
        if (user.TwoFactorEnabled)
        {
            return AlreadyOn();
        }

        // Without a problem it is there.
        if (!await check.HasAsync(user, password!, Addresses.NameOf(httpContext.Connection.RemoteIpAddress), cancellationToken))
        {
            return WrongPassword();
        }

        return await setup.BeginAsync(user, cancellationToken) is { } secret
            ? TypedResults.Ok(new DataResponse<SecondFactorSecretResponse>(
                new SecondFactorSecretResponse(secret, OneTimeCode.UriOf(secret, Issuer, user.Address))))
            : ChangedMeanwhile();
    }

    private static async Task<Results<Ok<DataResponse<RecoveryCodesResponse>>, Problem>> ConfirmAsync(
        HttpContext httpContext, JsonBody body, RequestScope scope, WebhooksDbContext context, UserManager<User> users,
        SecondFactorCheck check, SecondFactorSetup setup, SessionDesk desk, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var code = SecondFactorProof.ReadCode(input);
        if (input.Problem is { } problem)
        {
            return problem;
        }

        var user = await FindUserAsync(context, scope, cancellationToken);
        if (user.TwoFactorEnabled)
        {
            return AlreadyOn();
        }

        if (await users.GetAuthenticatorKeyAsync(user) is null)
        {
            return Problems.Conflict("There is no secret to confirm yet; get one from /auth/second-factor/begin.");
        }

        var proof = new SecondFactorProof(code, null);
        if (!await check.SpendAsync(user, proof, Addresses.NameOf(httpContext.Connection.RemoteIpAddress), cancellationToken))
        {
            return WrongProof(proof);
        }

        if (await setup.TurnOnAsync(user, cancellationToken) is not { } codes)
        {
            return ChangedMeanwhile();
        }

        await desk.EndOthersAsync(scope.Session, cancellationToken);
        return TypedResults.Ok(new DataResponse<RecoveryCodesResponse>(new RecoveryCodesResponse(codes)));
    }

    private static async Task<Results<Ok<DataResponse<RecoveryCodesResponse>>, Problem>> RenewCodesAsync(
        HttpContext httpContext, JsonBody body, RequestScope scope, WebhooksDbContext context, PasswordCheck passwords,
        SecondFactorCheck check, SecondFactorSetup setup, CancellationToken cancellationToken)
    {
        var user = await FindUserAsync(context, scope, cancellationToken);
        if (await ProveAsync(httpContext, body.Read(), user, passwords, check, cancellationToken) is { } refused)
        {
            return refused;
        }

        return await setup.RenewCodesAsync(user) is { } codes
            ? TypedResults.Ok(new DataResponse<RecoveryCodesResponse>(new RecoveryCodesResponse(codes)))
            : ChangedMeanwhile();
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        HttpContext httpContext, JsonBody body, RequestScope scope, WebhooksDbContext context, PasswordCheck passwords,
        SecondFactorCheck check, SecondFactorSetup setup, CancellationToken cancellationToken)
    {
        var user = await FindUserAsync(context, scope, cancellationToken);
        if (await ProveAsync(httpContext, body.Read(), user, passwords, check, cancellationToken) is { } refused)
        {
            return refused;
        }

        return await setup.TurnOffAsync(user, cancellationToken) ? TypedResults.NoContent() : ChangedMeanwhile();
    }

    /// <summary>
    /// Demands the password and a code or a recovery code, which is used up, of a user whose second factor is on; null = both are right.
    /// </summary>
    private static async Task<Problem?> ProveAsync(
        HttpContext httpContext, JsonInput input, User user, PasswordCheck passwords, SecondFactorCheck check,
        CancellationToken cancellationToken)
    {
        var (password, proof) = (input.ReadPassword("password"), SecondFactorProof.Read(input));
        if (input.Problem is { } problem)
        {
            return problem;
        }

        if (!user.TwoFactorEnabled)
        {
            return Problems.Conflict("The second factor is not on.");
        }

        // Without a problem both are there.
        var from = Addresses.NameOf(httpContext.Connection.RemoteIpAddress);
        if (!await passwords.HasAsync(user, password!, from, cancellationToken))
        {
            return WrongPassword();
        }

        return await check.SpendAsync(user, proof!, from, cancellationToken) ? null : WrongProof(proof!);
    }

    private static Task<User> FindUserAsync(WebhooksDbContext context, RequestScope scope, CancellationToken cancellationToken) =>
        context.Users.SingleAsync(row => row.Id == scope.Session.UserNo, cancellationToken);

    private static Problem AlreadyOn() => Problems.Conflict("The second factor is on already; turn it off first.");

    private static Problem ChangedMeanwhile() => Problems.Conflict("The user was changed at the same moment; try again.");

    private static Problem WrongPassword() =>
        Problems.Invalid("/password", "is not the password, or there were too many wrong ones before");

    private static Problem WrongProof(SecondFactorProof proof) =>
        Problems.Invalid(proof.Pointer, "is wrong or was used already, or there were too many wrong ones before");
}
