using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Webhooks.Api.Access;
using Webhooks.Api.Audit;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;

namespace Webhooks.Api.People;

/// <summary>A new password for a user who cannot sign in: by e-mail, or by a link of an administrator.</summary>
internal static class PasswordResetEndpoints
{
    public static void MapPasswordResets(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/auth").WithTags("Sign-in");
        group.MapPost("/forgot-password", ForgetAsync).WithName("ForgotPassword")
            .WithSummary("Send a link for a new password to an e-mail address, if it has a user; the answer does not say whether it has")
            .WithDescription("The answer is the same whether the address has a user or not. An address gets a few links an hour at most.")
            .WithBody<ForgotPasswordRequest>().WithRefusal(StatusCodes.Status409Conflict).DemandsNothing();
        group.MapPost("/reset-password", ResetAsync).WithName("ResetPassword")
            .WithSummary("Choose a new password by a link, once; all sessions of the user end")
            .WithDescription("The token is in the link. A link that was used or has expired is refused.")
            .WithBody<ResetPasswordRequest>().WithRefusal(StatusCodes.Status409Conflict).DemandsNothing();
    }

    private static async Task<Results<Accepted, Problem>> ForgetAsync(
        HttpContext httpContext, JsonBody body, Mailer mailer, ForgottenPasswords forgotten, RequestLimits limits)
    {
        var input = body.Read();
        var address = input.ReadEmail();
        if (input.Problem is { } problem)
        {
            return problem;
        }

        if (!mailer.IsConfigured)
        {
            return Problems.Conflict("This service sends no mail. An administrator of your tenant can make a link for you.");
        }

        // Without a problem it is there.
        using var tries = await limits.TryResetMailAsync(Addresses.NameOf(httpContext.Connection.RemoteIpAddress), address!);
        tries.Spend();
        if (tries.Wait is { } wait)
        {
            return Problems.TooManyRequests("There were too many requests for a new password", wait);
        }

        return forgotten.TryAsk(address!)
            ? TypedResults.Accepted((string?)null)
            : Problems.TooManyRequests("Too many people ask for a new password", TimeSpan.FromSeconds(10));
    }

    private static async Task<Results<NoContent, Problem>> ResetAsync(
        HttpContext httpContext, JsonBody body, WebhooksDbContext context, UserManager<User> users, PasswordResets resets,
        RequestLimits limits, AuditEntry audit, AuditTrail trail, CancellationToken cancellationToken)
    {
        var input = body.Read();
        var (token, password) = (input.Text("token", required: true), input.ReadPassword("password"));
        if (input.Problem is { } problem)
        {
            return problem;
        }

        using var tries = await limits.TrySignInAsync(Addresses.NameOf(httpContext.Connection.RemoteIpAddress), user: null);
        if (tries.Wait is { } wait)
        {
            throw new TooManyTriesException(wait);
        }

        // Without a problem both are there.
        if (await resets.FindAsync(token!, cancellationToken) is not var (reset, user))
        {
            tries.Spend();
            return NotFound();
        }

        await users.CheckNewPasswordAsync(user, password!, input.Errors, "/password");
        if (input.Problem is { } fault)
        {
            return fault;
        }

        await audit.IsAboutAsync(context, user, cancellationToken);
        await trail.AdmitAsync(audit, cancellationToken);
        return await resets.UseAsync(reset, user, password!, cancellationToken) ? TypedResults.NoContent() : NotFound();
    }

    private static Problem NotFound() =>
        Problems.NotFound("This link is no longer valid: it was used or replaced, or has expired. Request a new one.");
}
