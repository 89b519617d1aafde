using System.Net;
using System.Text.Json;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

public sealed class SecondFactorTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string SecondStep = "/auth/sign-in/second-factor";

    [Fact]
    public async Task Turned_on_it_is_asked_for_after_the_password_and_turned_off_no_more()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        var elsewhere = new WebhooksClient(application.App.Anonymous, await SignInAsync(user.Email));
        Assert.Equal(new SecondFactorResponse(false, 0), await user.Client.GetSecondFactorAsync());

        var secret = await user.Client.BeginSecondFactorAsync(new BeginSecondFactorRequest(TestUser.Password));
        Assert.Equal(new SecondFactorResponse(false, 0), await user.Client.GetSecondFactorAsync());
        Assert.Contains($"secret={secret.Secret}&issuer=Webhooks", secret.Uri.Query, StringComparison.Ordinal);
        var app = new Authenticator(secret.Secret);
        var recoveryCodes = (await user.Client.ConfirmSecondFactorAsync(new ConfirmSecondFactorRequest(app.Next()))).RecoveryCodes;

        Assert.Equal(10, recoveryCodes.Distinct().Count());
        Assert.Equal(new SecondFactorResponse(true, 10), await user.Client.GetSecondFactorAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOfAsync(() => elsewhere.GetSessionAsync()));

        using (var response = await SecondStepAsync(await ContinuationAsync(user.Email), app.Next()))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
            Assert.StartsWith("better-auth.session_token=whs_", cookie, StringComparison.Ordinal);
        }

        await user.Client.RemoveSecondFactorAsync(new RemoveSecondFactorRequest(TestUser.Password) { RecoveryCode = recoveryCodes[0] });
        Assert.Equal(new SecondFactorResponse(false, 0), await user.Client.GetSecondFactorAsync());
        await SignInAsync(user.Email);
    }

    [Fact]
    public async Task A_code_is_good_once()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        var secret = await user.Client.BeginSecondFactorAsync(new BeginSecondFactorRequest(TestUser.Password));
        var app = new Authenticator(secret.Secret);
        var confirmed = app.Next();
        await user.Client.ConfirmSecondFactorAsync(new ConfirmSecondFactorRequest(confirmed));
        var code = app.Next();

        using var again = await SecondStepAsync(await ContinuationAsync(user.Email), confirmed);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        var continuation = await ContinuationAsync(user.Email);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var response = await SecondStepAsync(continuation, code);
            return response.StatusCode;
        }));

        Assert.Single(statuses, HttpStatusCode.OK);
        Assert.Equal(3, statuses.Count(status => status is HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_recovery_code_is_good_once_and_so_is_a_continuation()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        var (_, recoveryCodes) = await TurnOnAsync(user);
        var continuation = await ContinuationAsync(user.Email);

        using var first = await SecondStepAsync(continuation, recoveryCode: recoveryCodes[0].ToLowerInvariant());
        using var otherCode = await SecondStepAsync(continuation, recoveryCode: recoveryCodes[1]);
        using var sameCode = await SecondStepAsync(await ContinuationAsync(user.Email), recoveryCode: recoveryCodes[0]);
        using var third = await SecondStepAsync(await ContinuationAsync(user.Email), recoveryCode: recoveryCodes[1]);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await otherCode.AssertRefusedAtAsync("/continuation", HttpStatusCode.Unauthorized);
        Assert.Null((await sameCode.ReadProblemAsync(HttpStatusCode.Unauthorized)).Errors);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
        Assert.Equal(8, (await user.Client.GetSecondFactorAsync()).RecoveryCodesLeft);
    }

    [Fact]
    public async Task Wrong_codes_lock_out_and_the_right_password_in_between_does_not_help()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        var (app, recoveryCodes) = await TurnOnAsync(user);
        var continuation = string.Empty;
        for (var number = 0; number < 5; number++)
        {
            continuation = await ContinuationAsync(user.Email);
            using var wrong = await SecondStepAsync(continuation, app.Wrong(number));
            await wrong.ReadProblemAsync(HttpStatusCode.Unauthorized);
            Assert.False(wrong.Headers.Contains("Set-Cookie"));
        }

        using var right = await SecondStepAsync(continuation, app.Next());
        using var recovery = await SecondStepAsync(continuation, recoveryCode: recoveryCodes[0]);
        using var password = await application.App.Anonymous.PostTextAsync(
            "/auth/sign-in", SignInTests.Credentials(user.Email, TestUser.Password));

        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized],
            [right.StatusCode, recovery.StatusCode, password.StatusCode]);
        Assert.Equal("unauthorized", (await password.ReadProblemAsync(HttpStatusCode.Unauthorized)).Code);
    }

    [Fact]
    public async Task Right_codes_and_passwords_leave_no_tries_behind()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        var (app, recoveryCodes) = await TurnOnAsync(user);
        for (var round = 0; round < 2; round++)
        {
            for (var number = 0; number < 4; number++)
            {
                using var wrong = await SecondStepAsync(await ContinuationAsync(user.Email), app.Wrong(number));
                Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            }

            using var right = await SecondStepAsync(await ContinuationAsync(user.Email), recoveryCode: recoveryCodes[round]);
            Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        }
    }

    [Fact]
    public async Task Wrong_codes_and_continuations_that_are_none_end_in_429()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await SignInTests.StartAsync(
            database,
            ("Limits:FailedSignInsPerMinutePerUser", "3"),
            ("Limits:FailedSignInsPerMinutePerAddress", "3"),
            ("Access:MaxFailedSignIns", "100"));
        var user = await TestUser.CreateAsync(app, await app.CreateProjectAsync());
        var (authenticator, _) = await TurnOnAsync(user);
        var continuation = await ContinuationAsync(user.Email, app);

        foreach (var sent in (string[])[continuation, "nonsense"])
        {
            var statuses = new List<HttpStatusCode>();
            for (var number = 0; number < 12; number++)
            {
                using var wrong = await SecondStepAsync(sent, authenticator.Wrong(number), app: app);
                statuses.Add(wrong.StatusCode);
            }

            Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
            Assert.All(statuses, status => Assert.True(status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
        }
    }

    [Fact]
    public async Task A_continuation_ends_in_time()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await SignInTests.StartAsync(database, ("Access:SecondFactorWithin", "00:00:01"));
        var user = await TestUser.CreateAsync(app, await app.CreateProjectAsync());
        var (_, recoveryCodes) = await TurnOnAsync(user);
        var continuation = await ContinuationAsync(user.Email, app);
        var endsAt = TimeProvider.System.GetUtcNow().AddSeconds(1);
        await Eventually.BecomesTrueAsync(() => Task.FromResult(TimeProvider.System.GetUtcNow() > endsAt), "its time is over");

        using var late = await SecondStepAsync(continuation, recoveryCode: recoveryCodes[0], app: app);

        await late.AssertRefusedAtAsync("/continuation", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_continuation_ends_with_the_password_it_was_given_for()
    {
        const string newPassword = "another horse, another battery";
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        var (_, recoveryCodes) = await TurnOnAsync(user);
        var continuation = await ContinuationAsync(user.Email);
        await user.Client.ChangePasswordAsync(new ChangePasswordRequest(TestUser.Password, newPassword));

        using var before = await SecondStepAsync(continuation, recoveryCode: recoveryCodes[0]);
        using var after = await SecondStepAsync(
            await ContinuationAsync(user.Email, application.App, newPassword), recoveryCode: recoveryCodes[0]);

        await before.AssertRefusedAtAsync("/continuation", HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task The_code_of_somebody_else_does_not_help()
    {
        var project = await application.CreateProjectAsync();
        var (first, second) = (await TestUser.CreateAsync(application.App, project), await TestUser.CreateAsync(application.App, project));
        var (app, recoveryCodes) = await TurnOnAsync(first);
        await TurnOnAsync(second);
        var continuation = await ContinuationAsync(second.Email);

        using var code = await SecondStepAsync(continuation, app.Next());
        using var recoveryCode = await SecondStepAsync(continuation, recoveryCode: recoveryCodes[0]);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (code.StatusCode, recoveryCode.StatusCode));
    }

    [Theory]
    [InlineData("""{"code":"123456"}""", "/continuation")]
    [InlineData("""{"continuation":"x"}""", "/code")]
    [InlineData("""{"continuation":"x","code":"12345"}""", "/code")]
    [InlineData("""{"continuation":"x","code":"12345a"}""", "/code")]
    [InlineData("""{"continuation":"x","code":"123456","recoveryCode":"2BCDF-GHJKM"}""", "/code")]
    [InlineData("""{"continuation":"x","recoveryCode":7}""", "/recoveryCode")]
    public async Task What_cannot_be_a_second_factor_is_refused_with_its_pointer(string body, string place)
    {
        using var response = await application.App.Anonymous.PostTextAsync(SecondStep, body);

        await response.AssertRefusedAtAsync(place);
    }

    internal static async Task<(Authenticator App, IReadOnlyList<string> RecoveryCodes)> TurnOnAsync(TestUser user)
    {
        var secret = await user.Client.BeginSecondFactorAsync(new BeginSecondFactorRequest(TestUser.Password));
        var app = new Authenticator(secret.Secret);
        return (app, (await user.Client.ConfirmSecondFactorAsync(new ConfirmSecondFactorRequest(app.Next()))).RecoveryCodes);
    }

    internal static async Task<HttpStatusCode> StatusOfAsync(Func<Task> request) =>
        (await Assert.ThrowsAsync<WebhooksApiException>(request)).StatusCode;

    /// <summary>The answer to a right password, which opens no session.</summary>
    internal static async Task<string> ContinuationAsync(string email, ApiApplication app, string password = TestUser.Password)
    {
        using var response = await app.Anonymous.PostTextAsync("/auth/sign-in", SignInTests.Credentials(email, password));
        var problem = await response.ReadProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(ProblemCode.SecondFactorRequired, problem.Code);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.NotNull(problem.Continuation);
        return problem.Continuation;
    }

    private Task<string> ContinuationAsync(string email) => ContinuationAsync(email, application.App);

    private async Task<string> SignInAsync(string email)
    {
        var credentials = new SignInRequest(email, TestUser.Password) { WithToken = true };
        return (await new WebhooksClient(application.App.Anonymous).SignInAsync(credentials)).Token!; // Asked for.
    }

    private Task<HttpResponseMessage> SecondStepAsync(
        string continuation, string? code = null, string? recoveryCode = null, ApiApplication? app = null)
    {
        var proof = new SecondFactorSignInRequest(continuation) { Code = code, RecoveryCode = recoveryCode };
        return (app ?? application.App).Anonymous.PostTextAsync(SecondStep, JsonSerializer.Serialize(proof, WebhooksJson.Options));
    }
}
