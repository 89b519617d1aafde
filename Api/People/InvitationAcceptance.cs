using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Webhooks.Api.Access;
using Webhooks.Api.Audit;
using Webhooks.Api.Http;
using Webhooks.Contracts;
using Webhooks.Core.Database;
using Webhooks.Core.Keys;

namespace Webhooks.Api.People;

/// <summary>
/// How an invitation becomes a member, once:
/// <list type="number">
/// <item>Find the invitation, and the user it is for. A user who is there already proves it with its password. Where the invitation
/// came by mail, the user shows by it that the address is its own.</item>
/// <item>In one transaction, use up the invitation (a second acceptance waits here and finds it used), make the user, make the
/// member.</item>
/// <item>Open a session, unless the user has a second factor yet to show.</item>
/// </list>
/// </summary>
internal static class InvitationAcceptance
{
    public static void MapInvitationAcceptance(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/auth/accept-invitation", AcceptAsync).WithTags("Sign-in").WithName("AcceptInvitation")
            .WithSummary("Accept an invitation, once, and sign in, or get a continuation for the second factor")
            .WithDescription(
                "The token is in the link of the invitation. A person without a user chooses a password; a person with one enters "
                + "theirs.")
            .WithBody<AcceptInvitationRequest>().WithRefusal(StatusCodes.Status409Conflict).DemandsNothing();

    private static async Task<Results<Ok<DataResponse<SessionResponse>>, Problem>> AcceptAsync(
        HttpContext httpContext, JsonBody body, WebhooksDbContext context, Joining joining, UsersByAddress people, PasswordCheck check,
        SignInContinuations continuations, SessionAnswers answers, SessionDirectory directory, AuditEntry audit, AuditTrail trail,
        RequestLimits limits, TimeProvider clock, CancellationToken cancellationToken)
    {
        var input = AcceptanceInput.Read(body);
        if (input.Problem is { } problem)
        {
            return problem;
        }

        var from = Addresses.NameOf(httpContext.Connection.RemoteIpAddress);
        using var tries = await limits.TrySignInAsync(from, user: null);
        if (tries.Wait is { } wait)
        {
            throw new TooManyTriesException(wait);
        }

        var now = clock.GetUtcNow();
        if (await FindAsync(context, input.Token, now, cancellationToken) is not { } invitation) // 1
        {
            tries.Spend();
            return NotFound();
        }

        if (AddressOf(invitation, input) is not { } address)
        {
            return Problems.Invalid("/email", "is required: the invitation names no e-mail address");
        }

        var candidates = await people.FindAsync(address, cancellationToken);
        var user = candidates.Count == 0 ? null : await check.FindAsync(address, input.Password, from, cancellationToken);
        if (user is null && FindObstacle(candidates, invitation, input.NewUser) is { } obstacle)
        {
            await audit.IsAboutAsync(context, candidates[0], address, cancellationToken);
            return obstacle;
        }

        var newUser = user is null ? NewUser(address, input.Name, invitation, now) : null;
        if (newUser is not null && await joining.FindFaultAsync(newUser, input.Password) is { } fault)
        {
            return fault;
        }

        await trail.AdmitAsync(audit, cancellationToken);
        switch (await joining.JoinAsync(invitation, newUser, user, input.Password, now, cancellationToken)) // 2
        {
            case JoinOutcome.Used:
                return NotFound();
            case JoinOutcome.AddressTaken:
                return AddressTaken();
        }

        directory.Forget();
        var joined = newUser ?? user!; // One of them is there.
        await audit.IsAboutAsync(context, joined, cancellationToken);
        audit.IsDone = true;
        return joined.TwoFactorEnabled
            ? Problems.SecondFactorRequired(continuations.Of(joined))
            : TypedResults.Ok(await answers.OpenAsync(httpContext, joined, input.WithToken, cancellationToken)); // 3
    }

    private static Task<Invitation?> FindAsync(
        WebhooksDbContext context, string token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = SecretToken.Hash(token);
        return context.Invitations.AsNoTracking()
            .SingleOrDefaultAsync(row => row.TokenHash == hash && row.AcceptedAt == null && row.ExpiresAt > now, cancellationToken);
    }

    private static EmailAddress? AddressOf(Invitation invitation, AcceptanceInput input) =>
        invitation.Email is { } email ? EmailAddress.Parse(email).Value : input.Email;

    /// <summary>Why a person who does not know the password of a user of the address cannot join; null = they can, as a new user.</summary>
    private static Problem? FindObstacle(IReadOnlyList<User> candidates, Invitation invitation, bool wantsNewUser) => candidates switch
    {
        [] => null,
        _ when !wantsNewUser => Problems.Unauthorized(
            "The e-mail address has a user already, and this is not its password. "
            + "With \"newUser\": true you get a user of your own beside it."),
        [{ ProvenAt: not null }, ..] when invitation.Mailed => AddressTaken(),
        { Count: >= UsersByAddress.Most } => Problems.Conflict($"The e-mail address has {UsersByAddress.Most} users, the most allowed."),
        _ => null,
    };

    private static User NewUser(EmailAddress address, string? name, Invitation invitation, DateTimeOffset now) => new()
    {
        PublicId = Identifiers.Generate(),
        UserName = address.Text,
        Name = name ?? address.Text,
        LockoutEnabled = true,
        CreatedAt = now,
        ProvenAt = invitation.Mailed ? now : null,
    };

    private static Problem NotFound() => Problems.NotFound("This invitation is no longer valid: it was used or withdrawn, or has expired.");

    private static Problem AddressTaken() => Problems.Conflict(
        "The e-mail address has a user who has shown that it is theirs. "
        + "If that is you and the password is lost, choose a new one by e-mail.");

    private sealed record AcceptanceInput(
        string Token, string Password, string? Name, EmailAddress? Email, bool NewUser, bool WithToken, Problem? Problem)
    {
        public static AcceptanceInput Read(JsonBody body)
        {
            var input = body.Read();
            var token = input.Text("token", required: true);
            var password = input.ReadPassword("password");
            var name = input.Text("name");
            var email = input.ReadEmail(required: false);
            var (newUser, withToken) = (input.Flag("newUser") ?? false, input.Flag("withToken") ?? false);
            return new AcceptanceInput(token ?? string.Empty, password ?? string.Empty, name, email, newUser, withToken, input.Problem);
        }
    }
}
