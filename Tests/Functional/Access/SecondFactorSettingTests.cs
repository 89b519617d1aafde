using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

/// <summary>Turning the second factor on and off, and what others see of it.</summary>
public sealed class SecondFactorSettingTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    [Fact]
    public async Task It_is_neither_turned_on_nor_off_without_the_password_and_a_code()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());

        Assert.Equal("/password", await PlaceAsync(() => BeginAsync(user, "wrong")));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(() => ConfirmAsync(user, "123456")));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(() => RemoveAsync(user, TestUser.Password, "123456")));
        var app = new Authenticator((await BeginAsync(user)).Secret);
        Assert.Equal("/code", await PlaceAsync(() => ConfirmAsync(user, app.Wrong())));
        Assert.Equal("/code", await PlaceAsync(() => ConfirmAsync(user, "12345")));
        Assert.False((await user.Client.GetSecondFactorAsync()).Enabled);

        await ConfirmAsync(user, app.Next());
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(() => BeginAsync(user)));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(() => ConfirmAsync(user, "123456")));
        var code = app.Next();
        Assert.Equal("/password", await PlaceAsync(() => RemoveAsync(user, "wrong", code)));
        Assert.Equal("/code", await PlaceAsync(() => RemoveAsync(user, TestUser.Password, app.Wrong())));
        Assert.True((await user.Client.GetSecondFactorAsync()).Enabled);

        await RemoveAsync(user, TestUser.Password, code);
        Assert.False((await user.Client.GetSecondFactorAsync()).Enabled);
        await SecondFactorTests.TurnOnAsync(user); // Another secret, and at once.
    }

    [Fact]
    public async Task New_recovery_codes_make_the_old_ones_void()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(() => RenewAsync(user, TestUser.Password, "AAAAA-AAAAA")));
        var (_, first) = await SecondFactorTests.TurnOnAsync(user);
        Assert.Equal("/password", await PlaceAsync(() => RenewAsync(user, "wrong", first[0])));
        Assert.Equal("/recoveryCode", await PlaceAsync(() => RenewAsync(user, TestUser.Password, "AAAAA-AAAAA")));

        var second = (await RenewAsync(user, TestUser.Password, first[0])).RecoveryCodes;

        Assert.Equal((10, 10), (second.Except(first).Count(), (await user.Client.GetSecondFactorAsync()).RecoveryCodesLeft));
        var continuation = await SecondFactorTests.ContinuationAsync(user.Email, application.App);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(() => SignInAsync(continuation, first[1])));
        await SignInAsync(continuation, second[0]);
    }

    [Fact]
    public async Task A_secret_that_was_replaced_before_it_was_confirmed_is_worth_nothing()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        var (first, second) = (await BeginAsync(user), await BeginAsync(user));

        Assert.Equal("/code", await PlaceAsync(() => ConfirmAsync(user, new Authenticator(first.Secret).Next())));
        await ConfirmAsync(user, new Authenticator(second.Secret).Next());
    }

    [Fact]
    public async Task An_invitation_makes_a_member_and_opens_no_session_without_it()
    {
        var (first, second) = (await application.CreateProjectAsync(), await application.CreateProjectAsync());
        var user = await TestUser.CreateAsync(application.App, first);
        var (_, recoveryCodes) = await SecondFactorTests.TurnOnAsync(user);
        var invitation = await second.Client.InviteMemberAsync(second.TenantId, new InviteMemberRequest(user.Email, MemberRole.Member));

        var asked = await Assert.ThrowsAsync<WebhooksApiException>(() => TestUser.AcceptAsync(application.App, invitation.Token!));

        Assert.Equal((HttpStatusCode.Unauthorized, ProblemCode.SecondFactorRequired), (asked.StatusCode, asked.Problem!.Code));
        var member = Assert.Single((await second.Client.ListMembersAsync(second.TenantId)).Data);
        Assert.Equal((user.Id, true), (member.UserId, member.SecondFactor));
        var record = Assert.Single(await RecordsAsync(second, new AuditFilter { Action = "AcceptInvitation" }));
        Assert.Equal((user.Id, "succeeded", 401), (record.Actor.Id, record.Outcome, record.StatusCode));
        var session = await SignInAsync(asked.Problem.Continuation!, recoveryCodes[0]);
        Assert.Equal([first.TenantId, second.TenantId], session.Tenants.Select(tenant => tenant.TenantId));
    }

    [Fact]
    public async Task Signing_in_with_it_and_in_vain_is_recorded_with_the_user()
    {
        var project = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, project);
        var (_, recoveryCodes) = await SecondFactorTests.TurnOnAsync(user);
        var continuation = await SecondFactorTests.ContinuationAsync(user.Email, application.App);

        await Assert.ThrowsAsync<WebhooksApiException>(() => SignInAsync(continuation, "nothing"));
        await SignInAsync(continuation, recoveryCodes[0]);

        var records = await RecordsAsync(project, new AuditFilter { ActorId = user.Id });
        Assert.Equal(
            ["SignInWithSecondFactor succeeded", "SignInWithSecondFactor refused", "SignIn refused", "ConfirmSecondFactor succeeded"],
            records.Take(4).Select(record => $"{record.Action} {record.Outcome}"));
        Assert.All(records, record => Assert.Equal((user.Email, null), (record.Actor.Name, record.Resource)));
    }

    [Fact]
    public async Task An_administrator_turns_off_that_of_a_member_of_no_other_tenant()
    {
        var (first, second) = (await application.CreateProjectAsync(), await application.CreateProjectAsync());
        var (alone, inBoth) = (await TestUser.CreateAsync(application.App, first), await TestUser.CreateAsync(application.App, first));
        var invitation = await second.Client.InviteMemberAsync(second.TenantId, new InviteMemberRequest(inBoth.Email, MemberRole.Member));
        await TestUser.AcceptAsync(application.App, invitation.Token!);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(() => RemoveOfAsync(first, alone)));
        await SecondFactorTests.TurnOnAsync(alone);
        await SecondFactorTests.TurnOnAsync(inBoth);
        Assert.All((await first.Client.ListMembersAsync(first.TenantId)).Data, member => Assert.True(member.SecondFactor));

        await RemoveOfAsync(first, alone);
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(() => RemoveOfAsync(first, inBoth)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(() => RemoveOfAsync(second, alone)));

        Assert.Equal(
            [(alone.Id, false), (inBoth.Id, true)],
            (await first.Client.ListMembersAsync(first.TenantId)).Data.Select(member => (member.UserId, member.SecondFactor)));
        await new WebhooksClient(application.App.Anonymous).SignInAsync(new SignInRequest(alone.Email, TestUser.Password));
        var records = await RecordsAsync(first, new AuditFilter { Action = "RemoveMemberSecondFactor" });
        Assert.Equal(
            [(inBoth.Id, "refused"), (alone.Id, "succeeded"), (alone.Id, "refused")],
            records.Select(record => (record.Resource!.Id, record.Outcome)));

        // A key of the service may, for there would be nobody else.
        await application.App.Admin.RemoveMemberSecondFactorAsync(first.TenantId, inBoth.Id);
        Assert.False((await inBoth.Client.GetSecondFactorAsync()).Enabled);
    }

    [Fact]
    public async Task Secrets_and_codes_are_in_no_table_record_or_log_line()
    {
        await using var database = await TestDatabase.CreateAsync();
        var logs = new RecordedLogs();
        await using var app = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false, Logs = logs });
        var user = await TestUser.CreateAsync(app, await app.CreateProjectAsync());
        var secret = await user.Client.BeginSecondFactorAsync(new BeginSecondFactorRequest(TestUser.Password));
        var authenticator = new Authenticator(secret.Secret);
        var confirmed = authenticator.Next();
        var recoveryCodes = (await user.Client.ConfirmSecondFactorAsync(new ConfirmSecondFactorRequest(confirmed))).RecoveryCodes;
        var continuation = await SecondFactorTests.ContinuationAsync(user.Email, app);
        var proof = new SecondFactorSignInRequest(continuation) { Code = authenticator.Next(), WithToken = true };
        var session = await new WebhooksClient(app.Anonymous).SignInWithSecondFactorAsync(proof);

        Assert.Equal(2, await database.CountAsync("user_tokens where protected_value like 'CfDJ8%'"));
        var rows = await database.ColumnAsync<string>(
            """
            select user_tokens::text from user_tokens union all select users::text from users
            union all select audit_records::text from audit_records
            """);
        Assert.NotEmpty(logs.Lines);
        foreach (var hidden in (string[])[secret.Secret, continuation, session.Token!, .. recoveryCodes])
        {
            Assert.DoesNotContain(rows, row => row.Contains(hidden, StringComparison.Ordinal));
            Assert.DoesNotContain(logs.Lines, line => line.Contains(hidden, StringComparison.Ordinal));
        }
    }

    private static Task<SecondFactorSecretResponse> BeginAsync(TestUser user, string password = TestUser.Password) =>
        user.Client.BeginSecondFactorAsync(new BeginSecondFactorRequest(password));

    private static Task<RecoveryCodesResponse> ConfirmAsync(TestUser user, string code) =>
        user.Client.ConfirmSecondFactorAsync(new ConfirmSecondFactorRequest(code));

    private static Task RemoveAsync(TestUser user, string password, string code) =>
        user.Client.RemoveSecondFactorAsync(new RemoveSecondFactorRequest(password) { Code = code });

    private static Task<RecoveryCodesResponse> RenewAsync(TestUser user, string password, string recoveryCode) =>
        user.Client.RenewRecoveryCodesAsync(new RenewRecoveryCodesRequest(password) { RecoveryCode = recoveryCode });

    private static Task RemoveOfAsync(TestProject project, TestUser user) =>
        project.Client.RemoveMemberSecondFactorAsync(project.TenantId, user.Id);

    private static async Task<IReadOnlyList<AuditRecordResponse>> RecordsAsync(TestProject project, AuditFilter filter) =>
        (await project.Client.ListAuditRecordsAsync(project.TenantId, filter)).Data;

    private static Task<HttpStatusCode> StatusAsync(Func<Task> request) => SecondFactorTests.StatusOfAsync(request);

    /// <summary>What a request was refused for.</summary>
    private static async Task<string> PlaceAsync(Func<Task> request)
    {
        var refused = await Assert.ThrowsAsync<WebhooksApiException>(request);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        return Assert.Single(refused.Problem!.Errors!).Pointer;
    }

    private Task<SessionResponse> SignInAsync(string continuation, string recoveryCode) =>
        new WebhooksClient(application.App.Anonymous).SignInWithSecondFactorAsync(
            new SecondFactorSignInRequest(continuation) { RecoveryCode = recoveryCode, WithToken = true });
}
