using System.Globalization;
using Webhooks.Client;
using Webhooks.Contracts;

namespace Webhooks.Tests.Support;

/// <summary>A person that no other test knows, signed in with a token.</summary>
public sealed class TestUser
{
    /// <summary>The password of all of them.</summary>
    public const string Password = "correct horse battery";

    private static int made;

    private TestUser(ApiApplication app, SessionResponse session)
    {
        Id = session.User.Id;
        Email = session.User.Email;
        Token = session.Token ?? throw new InvalidOperationException("It was asked for.");
        Http = app.HttpWith(Token);
        Client = new WebhooksClient(Http);
    }

    /// <summary>The user's id.</summary>
    public string Id { get; }

    /// <summary>E-mail address.</summary>
    public string Email { get; }

    /// <summary>Token of a session.</summary>
    public string Token { get; }

    /// <summary>With <see cref="Token"/>, for requests the client cannot make.</summary>
    public HttpClient Http { get; }

    /// <summary>With <see cref="Token"/>.</summary>
    public WebhooksClient Client { get; }

    /// <summary>An address that nobody has.</summary>
    public static string NewEmail() => string.Create(CultureInfo.InvariantCulture, $"person-{Interlocked.Increment(ref made)}@example.com");

    /// <summary>Invites somebody to the tenant of a project, and accepts.</summary>
    /// <param name="app">The application.</param>
    /// <param name="project">The project.</param>
    /// <param name="tenantRole">One of <see cref="MemberRole"/>.</param>
    /// <param name="projectRole">One of <see cref="ApiKeyRole"/>; null = no role in the project.</param>
    public static async Task<TestUser> CreateAsync(
        ApiApplication app, TestProject project, string tenantRole = MemberRole.Member, string? projectRole = null)
    {
        var invitation = await project.Client.InviteMemberAsync(project.TenantId, new InviteMemberRequest(NewEmail(), tenantRole));
        var session = await AcceptAsync(app, invitation.Token!); // A new invitation shows its token.
        if (projectRole is not null)
        {
            await project.Client.SetProjectMemberAsync(
                project.TenantId, project.ProjectId, session.User.Id, new SetProjectMemberRequest(projectRole));
        }

        return new TestUser(app, session);
    }

    /// <summary>Accepts an invitation with <see cref="Password"/>.</summary>
    public static Task<SessionResponse> AcceptAsync(ApiApplication app, string invitationToken, string? email = null) =>
        new WebhooksClient(app.Anonymous)
            .AcceptInvitationAsync(new AcceptInvitationRequest(invitationToken, Password) { WithToken = true, Email = email });
}
