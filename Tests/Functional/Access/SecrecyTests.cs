using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

public sealed class SecrecyTests
{
    [Fact]
    public async Task Passwords_tokens_keys_and_secrets_are_in_no_record_and_no_log_line()
    {
        const string HeaderValue = "the-value-of-a-secret-header";
        const string WrongPassword = "a password that is wrong";
        const string NewPassword = "a password that is new";
        await using var database = await TestDatabase.CreateAsync();
        var logs = new RecordedLogs();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false, Logs = logs });
        var project = await app.CreateProjectAsync();
        var invitation = await project.Client.InviteMemberAsync(
            project.TenantId, new InviteMemberRequest(TestUser.NewEmail(), MemberRole.Admin));
        var session = await TestUser.AcceptAsync(app, invitation.Token!);
        var user = new WebhooksClient(app.Anonymous, session.Token);
        using var bad = await app.Anonymous.PostTextAsync("/auth/sign-in", SignInTests.Credentials(session.User.Email, WrongPassword));
        using var good = await app.Anonymous.PostTextAsync("/auth/sign-in", SignInTests.Credentials(session.User.Email, TestUser.Password));
        var cookie = Assert.Single(good.Headers.GetValues("Set-Cookie")).Split('=', ';')[1];
        await user.ChangePasswordAsync(new ChangePasswordRequest(TestUser.Password, NewPassword));
        var key = await user.CreateApiKeyAsync(project.TenantId, new CreateApiKeyRequest("Key", ApiKeyRole.Editor));
        await project.CreateDestinationAsync(
            new Uri("https://example.com/"),
            request => request with { Id = "crm", Headers = new Dictionary<string, string> { ["X-Secret"] = HeaderValue } });
        var secrets = await user.RotateDestinationSecretAsync(project.TenantId, project.ProjectId, "crm");
        await user.SignOutAsync();

        string[] hidden =
        [
            TestUser.Password, WrongPassword, NewPassword, HeaderValue, invitation.Token!, session.Token!, session.CsrfToken, cookie,
            key.Key!,
            project.AdminKey, TestPostgres.AdminKey, .. secrets.Secrets.Select(secret => secret.Secret),
        ];
        var records = await database.ColumnAsync<string>("select audit_records::text from audit_records");
        var rows = await database.ColumnAsync<string>(
            "select sessions::text from sessions union all select invitations::text from invitations union all select users::text from users");
        Assert.True(records.Count > 10);
        Assert.NotEmpty(logs.Lines);
        foreach (var secret in hidden)
        {
            Assert.DoesNotContain(records.Concat(rows), row => row.Contains(secret, StringComparison.Ordinal));
            Assert.DoesNotContain(logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }
}
