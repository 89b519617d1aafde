using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Webhooks.Api.Access;
using Webhooks.Api.Audit;
using Webhooks.Api.Http;
using Webhooks.Api.Limits;
using Webhooks.Api.OpenApi;
using Webhooks.Client;
using Webhooks.Core.Access;
using Webhooks.Core.Persistence;

namespace Webhooks.Api.Auth;

/// <summary>
/// How an invitation becomes a member, once:
/// <list type="number">
/// <item>Find the invitation, and the user it is for. A user who is there already proves it with its password.</item>
/// <item>In one transaction, use up the invitation (whoever comes second waits here and finds it used), make the user, make the member.</item>
/// <item>Open a session.</item>
/// </list>
/// </summary>
internal static class InvitationAcceptance
{
    public static void MapInvitationAcceptance(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/auth/accept-invitation", AcceptAsync).WithTags("Sign-in").WithName("AcceptInvitation")
            .WithSummary("Accept an invitation, once, and sign in").WithBody<AcceptInvitationRequest>().DemandsNothing();

    private static async Task<Results<Ok<DataResponse<SessionResponse>>, Problem>> AcceptAsync(
        HttpContext httpContext, JsonBody body, WebhooksDbContext context, UserManager<User> users, PasswordCheck check, SessionAnswers answers,
        SessionDirectory directory, AuditEntry audit, AuditTrail trail, RequestLimits limits, TimeProvider clock,
        CancellationToken cancellationToken)
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

        var user = await users.FindByNameAsync(address.Text);
        if (user is not null && !await check.HasAsync(user, input.Password, from, cancellationToken))
        {
            await audit.IsAboutAsync(context, address, cancellationToken);
            return Problems.Unauthorized("The e-mail address has a user already, and this is not its password.");
        }

        var newUser = user is null ? NewUser(address, input.Name, now) : null;
        if (newUser is not null && await FindFaultAsync(users, newUser, input.Password) is { } fault)
        {
            return fault;
        }

        await trail.AdmitAsync(audit, cancellationToken);
        if (!await JoinAsync(context, users, invitation, newUser, user, input.Password, now, cancellationToken)) // 2
        {
            return NotFound();
        }

        directory.Forget();
        await audit.IsAboutAsync(context, address, cancellationToken);
        return TypedResults.Ok(await answers.OpenAsync(httpContext, newUser ?? user!, input.WithToken, cancellationToken)); // 3, one of them is there
    }

    private static Task<Invitation?> FindAsync(WebhooksDbContext context, string token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = SecretToken.Hash(token);
        return context.Invitations.AsNoTracking()
            .SingleOrDefaultAsync(row => row.TokenHash == hash && row.AcceptedAt == null && row.ExpiresAt > now, cancellationToken);
    }

    private static EmailAddress? AddressOf(Invitation invitation, AcceptanceInput input) =>
        invitation.Email is { } email ? EmailAddress.Parse(email).Value : input.Email;

    private static User NewUser(EmailAddress address, string? name, DateTimeOffset now) => new()
    {
        PublicId = Identifiers.Generate(),
        UserName = address.Text,
        Name = name ?? address.Text,
        LockoutEnabled = true,
        CreatedAt = now,
    };

    private static async Task<Problem?> FindFaultAsync(UserManager<User> users, User user, string password)
    {
        var errors = new InputErrors();
        await users.CheckNewPasswordAsync(user, password, errors, "/password");
        return errors.ToProblem();
    }

    /// <summary>False when somebody else was first: with the invitation, or with a user of this address.</summary>
    private static async Task<bool> JoinAsync(
        WebhooksDbContext context, UserManager<User> users, Invitation invitation, User? newUser, User? user, string password, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Like every change to members: one at a time per tenant.
        await context.Database.ExecuteSqlAsync($"select 1 from tenants where tenant_no = {invitation.TenantNo} for no key update", cancellationToken);
        var used = await context.Invitations.Where(row => row.InvitationNo == invitation.InvitationNo && row.AcceptedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(found => found.AcceptedAt, now), cancellationToken);
        if (used == 0 || (newUser is not null && !await TryCreateAsync(users, newUser, password)))
        {
            return false;
        }

        var userNo = (newUser ?? user!).Id; // One of them is there.
        var member = await context.Members.SingleOrDefaultAsync(row => row.TenantNo == invitation.TenantNo && row.UserNo == userNo, cancellationToken);
        if (member is null)
        {
            context.Members.Add(new Member { TenantNo = invitation.TenantNo, UserNo = userNo, Role = invitation.Role, CreatedAt = now });
        }
        else if (invitation.Role is TenantRole.Admin)
        {
            member.Role = TenantRole.Admin;
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<bool> TryCreateAsync(UserManager<User> users, User user, string password)
    {
        try
        {
            return (await users.CreateAsync(user, password)).Succeeded;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }

    private static Problem NotFound() => Problems.NotFound("There is no such invitation: it was used or withdrawn, or has expired.");

    private sealed record AcceptanceInput(string Token, string Password, string? Name, EmailAddress? Email, bool WithToken, Problem? Problem)
    {
        public static AcceptanceInput Read(JsonBody body)
        {
            var input = body.Read();
            var token = input.Text("token", Identifiers.MaximumLength, required: true);
            var password = input.ReadPassword("password");
            var name = input.Text("name", Identifiers.MaximumLength);
            var email = input.ReadEmail(required: false);
            var withToken = input.Flag("withToken") ?? false;
            return new AcceptanceInput(token ?? string.Empty, password ?? string.Empty, name, email, withToken, input.Problem);
        }
    }
}
