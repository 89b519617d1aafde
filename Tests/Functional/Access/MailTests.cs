using System.Diagnostics.CodeAnalysis;
using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

/// <summary>With a mail server: links go to the address and to nobody else, and who receives them has the address.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class MailTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const string NewPassword = "another horse, another battery";

    private readonly RecordedLogs logs = new();
    private MailServer mail = null!; // Set before each test, like the next one.
    private ApiApplication app = null!;

    public async Task InitializeAsync()
    {
        mail = await MailServer.StartAsync();
        app = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await mail.DisposeAsync();
        logs.Dispose();
    }

    [Fact]
    public async Task An_invitation_goes_to_the_address_and_is_shown_to_nobody_else()
    {
        var project = await app.CreateProjectAsync();
        var email = TestUser.NewEmail();

        var invitation = await InviteAsync(project, email);

        Assert.Equal((true, null, null), (invitation.Mailed, invitation.Token, invitation.Url));
        var message = await mail.NextAsync(email);
        Assert.Equal("webhooks@example.com", message.From.Mailboxes.Single().Address);
        Assert.Equal($"Invitation to {project.TenantId} on Webhooks", message.Subject);
        Assert.Contains("https://hooks.example.com/accept-invitation#whi_", message.TextBody, StringComparison.Ordinal);
        var token = Assert.Single(MailServer.TokensIn(message));
        Assert.Equal(email, (await TestUser.AcceptAsync(app, token)).User.Email);
        Assert.Equal(1, await database.CountAsync($"users where email = '{email}' and proven_at is not null"));
        string[] secrets = [token, MailServer.Password];
        Assert.DoesNotContain(logs.Lines, line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_invitation_that_the_mail_server_does_not_take_is_not_there_and_the_one_before_stays()
    {
        var project = await app.CreateProjectAsync();
        var email = TestUser.NewEmail();
        var before = await InviteAsync(project, email);
        mail.Refuses = true;

        var refused = await Assert.ThrowsAsync<WebhooksApiException>(() => InviteAsync(project, email));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "mail_not_sent"), (refused.StatusCode, refused.Problem?.Code));
        Assert.Equal(before.Id, Assert.Single((await project.Client.ListInvitationsAsync(project.TenantId)).Data).Id);
    }

    [Fact]
    public async Task A_user_that_another_tenant_made_without_mail_does_not_keep_the_owner_from_the_address()
    {
        var email = TestUser.NewEmail();
        await using var withoutMail = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });
        var squatter = await withoutMail.CreateProjectAsync();
        var shown = await InviteAsync(squatter, email);
        var squatted = await TestUser.AcceptAsync(withoutMail, shown.Token!);
        var project = await app.CreateProjectAsync();
        await InviteAsync(project, email);
        var token = MailServer.TokensIn(await mail.NextAsync(email))[0];

        var unknowing = await RefusalAsync(() => AcceptAsync(token, newUser: false));
        var owner = await AcceptAsync(token, newUser: true);

        Assert.Equal(HttpStatusCode.Unauthorized, unknowing);
        Assert.NotEqual(squatted.User.Id, owner.User.Id);
        Assert.Equal([project.TenantId], owner.Tenants.Select(tenant => tenant.TenantId));
        // Each signs in with its own password, and a wrong one does not lock out the other.
        foreach (var _ in Enumerable.Range(0, 8))
        {
            Assert.Equal(owner.User.Id, (await SignInAsync(email, NewPassword)).User.Id);
            Assert.Equal(squatted.User.Id, (await SignInAsync(email, TestUser.Password)).User.Id);
        }

        // Who received the mail has the address.
        Assert.Equal(1, await database.CountAsync($"users where id = '{owner.User.Id}' and proven_at is not null"));
        Assert.Equal(0, await database.CountAsync($"users where id = '{squatted.User.Id}' and proven_at is not null"));
    }

    [Fact]
    public async Task A_proven_address_takes_no_second_user_by_mail()
    {
        var (first, second) = (await app.CreateProjectAsync(), await app.CreateProjectAsync());
        var email = TestUser.NewEmail();
        await InviteAsync(first, email);
        await TestUser.AcceptAsync(app, MailServer.TokensIn(await mail.NextAsync(email))[0]);
        await InviteAsync(second, email);
        var token = MailServer.TokensIn(await mail.NextAsync(email, 2))[0];

        Assert.Equal(HttpStatusCode.Conflict, await RefusalAsync(() => AcceptAsync(token, newUser: true)));
        Assert.Equal(2, (await TestUser.AcceptAsync(app, token)).Tenants.Count);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_by_a_link_that_works_once_and_ends_all_sessions()
    {
        var project = await app.CreateProjectAsync();
        var email = TestUser.NewEmail();
        await InviteAsync(project, email);
        var session = await TestUser.AcceptAsync(app, MailServer.TokensIn(await mail.NextAsync(email))[0]);
        using var signedIn = app.HttpWith(session.Token);

        for (var number = 0; number < 5; number++)
        {
            await RefusalAsync(() => SignInAsync(email, $"wrong password {number}"));
        }

        using var asked = await ForgetAsync(email.ToUpperInvariant());
        var message = await mail.NextAsync(email, 2); // To the address as it was invited, not as it was typed in.
        var token = Assert.Single(MailServer.TokensIn(message));

        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        Assert.Contains("https://hooks.example.com/reset-password#whp_", message.TextBody, StringComparison.Ordinal);
        Assert.Contains($"the member of {project.TenantId} ", message.TextBody, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, await ResetAsync(token, "short"));
        Assert.Equal(HttpStatusCode.NoContent, await ResetAsync(token, NewPassword));
        Assert.Equal(HttpStatusCode.NotFound, await ResetAsync(token, NewPassword));
        Assert.Equal(HttpStatusCode.Unauthorized, await signedIn.StatusOfAsync("/auth/session"));
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusalAsync(() => SignInAsync(email, TestUser.Password)));
        Assert.Equal(session.User.Id, (await SignInAsync(email, NewPassword)).User.Id);
        Assert.DoesNotContain(logs.Lines, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_and_no_mail_and_asking_ends_in_429()
    {
        var email = TestUser.NewEmail();
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 8; number++)
        {
            using var answer = await ForgetAsync(email);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Accepted, 5), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 3)], statuses);
        Assert.Empty(mail.To(email));
    }

    [Fact]
    public async Task Mail_that_was_refused_for_the_time_being_is_tried_again()
    {
        var project = await app.CreateProjectAsync();
        var email = TestUser.NewEmail();
        await InviteAsync(project, email);
        await TestUser.AcceptAsync(app, MailServer.TokensIn(await mail.NextAsync(email))[0]);
        mail.Refuses = true;

        using var asked = await ForgetAsync(email);
        const string Refusal = "did not take a mail (PasswordReset)";
        await Eventually.BecomesTrueAsync(
            () => Task.FromResult(logs.Lines.Any(line => line.Contains(Refusal, StringComparison.Ordinal))), "it is refused");
        mail.Refuses = false;

        Assert.Single(MailServer.TokensIn(await mail.NextAsync(email, 2)));
    }

    [Fact]
    public async Task An_administrator_has_a_link_mailed_and_does_not_see_it()
    {
        var project = await app.CreateProjectAsync();
        var email = TestUser.NewEmail();
        await InviteAsync(project, email);
        var session = await TestUser.AcceptAsync(app, MailServer.TokensIn(await mail.NextAsync(email))[0]);

        var reset = await project.Client.ResetMemberPasswordAsync(project.TenantId, session.User.Id);

        Assert.Equal((true, null, null), (reset.Mailed, reset.Token, reset.Url));
        var token = Assert.Single(MailServer.TokensIn(await mail.NextAsync(email, 2)));
        Assert.Equal(HttpStatusCode.NoContent, await ResetAsync(token, NewPassword));
        Assert.Equal(1, await database.CountAsync($"users where email = '{email}' and proven_at is not null"));
    }

    [Fact]
    public async Task Mail_without_the_address_of_the_dashboard_or_a_sender_ends_the_start()
    {
        var all = mail.Settings(new Uri("https://hooks.example.com/"));
        foreach (var left in (string[])["Access:DashboardAddress", "Mail:From"])
        {
            var settings = all.Where(setting => setting.Name != left).ToDictionary(setting => setting.Name, setting => setting.Value);
            var refused = await Assert.ThrowsAnyAsync<Exception>(
                () => ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false, Settings = settings }));
            Assert.Contains(left, refused.Message, StringComparison.Ordinal);
        }
    }

    private Task<ApiApplication> StartAsync() => ApiApplication.StartAsync(database, new ApplicationOptions
    {
        WithWorker = false,
        Logs = logs,
        Settings = mail.Settings(new Uri("https://hooks.example.com/")).ToDictionary(setting => setting.Name, setting => setting.Value),
    });

    private static Task<InvitationResponse> InviteAsync(TestProject project, string email) =>
        project.Client.InviteMemberAsync(project.TenantId, new InviteMemberRequest(email, MemberRole.Member));

    private Task<SessionResponse> AcceptAsync(string token, bool newUser) => new WebhooksClient(app.Anonymous).AcceptInvitationAsync(
        new AcceptInvitationRequest(token, NewPassword) { NewUser = newUser, WithToken = true });

    private Task<SessionResponse> SignInAsync(string email, string password) =>
        new WebhooksClient(app.Anonymous).SignInAsync(new SignInRequest(email, password) { WithToken = true });

    private Task<HttpResponseMessage> ForgetAsync(string email) =>
        app.Anonymous.PostTextAsync("/auth/forgot-password", $$"""{"email":"{{email}}"}""");

    private async Task<HttpStatusCode> ResetAsync(string token, string password)
    {
        using var response = await app.Anonymous.PostTextAsync(
            "/auth/reset-password", $$"""{"token":"{{token}}","password":"{{password}}"}""");
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> RefusalAsync(Func<Task> act) =>
        (await Assert.ThrowsAsync<WebhooksApiException>(act)).StatusCode;
}
