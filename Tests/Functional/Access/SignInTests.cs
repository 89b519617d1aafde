using System.Net;
using System.Text.Json;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

public sealed class SignInTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string Cookie = "better-auth.session_token";

    [Fact]
    public async Task Signing_in_sets_a_cookie_that_scripts_cannot_read_and_answers_without_the_token()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());

        using var response = await SignInAsync(user.Email, TestUser.Password);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"{Cookie}=whs_", cookie, StringComparison.Ordinal);
        var flags = cookie.Split("; ").Skip(1).ToList();
        Assert.Contains("httponly", flags);
        Assert.Contains("samesite=lax", flags);
        Assert.Contains("path=/", flags);
        Assert.DoesNotContain("secure", flags); // Plain HTTP on loopback in Development.
        var data = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("data");
        Assert.Equal(user.Email, data.GetProperty("user").GetProperty("email").GetString());
        Assert.False(data.TryGetProperty("token", out _));
        Assert.NotEmpty(data.GetProperty("csrfToken").GetString() ?? string.Empty);
        Assert.True(data.GetProperty("expiresAt").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Outside_of_development_the_cookie_is_for_secure_connections_only()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(
            database, new ApplicationOptions { WithWorker = false, Environment = "Production" });
        var user = await TestUser.CreateAsync(app, await app.CreateProjectAsync());

        using var response = await app.Anonymous.PostTextAsync("/auth/sign-in", Credentials(user.Email, TestUser.Password));

        Assert.Contains("; secure", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_and_the_token_in_the_header_are_the_same_session()
    {
        var project = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, project, MemberRole.Admin);
        using var request = new HttpRequestMessage(HttpMethod.Get, project.DestinationsPath);
        request.Headers.Add("Cookie", $"{Cookie}={user.Token}");

        using var byCookie = await application.App.Anonymous.SendAsync(request);
        using var byHeader = await user.Http.GetAsync(project.DestinationsPath);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (byCookie.StatusCode, byHeader.StatusCode));
    }

    [Fact]
    public async Task The_session_tells_who_it_is_and_what_they_may_do()
    {
        var project = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, project, projectRole: ApiKeyRole.Editor);

        var session = await user.Client.GetSessionAsync();

        Assert.Equal(user.Email, session.User.Email);
        Assert.Null(session.Token);
        var tenant = Assert.Single(session.Tenants);
        Assert.Equal((project.TenantId, MemberRole.Member), (tenant.TenantId, tenant.Role));
        Assert.Equal(new ProjectMembership(project.ProjectId, ApiKeyRole.Editor), Assert.Single(tenant.Projects));
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());

        using var wrong = await SignInAsync(user.Email, "not the password");
        using var unknown = await SignInAsync(TestUser.NewEmail(), TestUser.Password);

        var (first, second) =
            (await wrong.ReadProblemAsync(HttpStatusCode.Unauthorized), await unknown.ReadProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal(first with { RequestId = null }, second with { RequestId = null });
        Assert.Equal("Bearer", wrong.Headers.WwwAuthenticate.ToString());
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task The_right_password_does_not_help_after_too_many_wrong_ones_and_the_answer_does_not_tell()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        for (var number = 0; number < 5; number++)
        {
            using var wrong = await SignInAsync(user.Email, $"wrong password {number}");
            await wrong.ReadProblemAsync(HttpStatusCode.Unauthorized);
        }

        using var right = await SignInAsync(user.Email, TestUser.Password);
        using var unknown = await SignInAsync(TestUser.NewEmail(), TestUser.Password);

        var (first, second) =
            (await right.ReadProblemAsync(HttpStatusCode.Unauthorized), await unknown.ReadProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal(first with { RequestId = null }, second with { RequestId = null });
        Assert.Equal(user.Email, (await user.Client.GetSessionAsync()).User.Email); // Who is in stays in.
    }

    [Fact]
    public async Task A_right_password_clears_the_wrong_ones_before_it()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        string[] tried =
            ["wrong one", "wrong two", "wrong three", "wrong four", TestUser.Password, "wrong five", "wrong six", TestUser.Password];

        var statuses = new List<HttpStatusCode>();
        foreach (var password in tried)
        {
            using var response = await SignInAsync(user.Email, password);
            statuses.Add(response.StatusCode);
        }

        Assert.Equal(tried.Select(password => password == TestUser.Password ? HttpStatusCode.OK : HttpStatusCode.Unauthorized), statuses);
    }

    [Fact]
    public async Task Guesses_that_arrive_at_once_are_no_more_tries_than_one_after_the_other()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            using var wrong = await SignInAsync(user.Email, $"wrong password {number}");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }));

        using var right = await SignInAsync(user.Email, TestUser.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, right.StatusCode);
    }

    [Fact]
    public async Task Who_was_locked_out_gets_in_again_later()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await StartAsync(database, ("Access:MaxFailedSignIns", "2"), ("Access:LockedOutFor", "00:00:02"));
        var user = await TestUser.CreateAsync(app, await app.CreateProjectAsync());
        var statuses = new List<HttpStatusCode>();
        foreach (var password in (string[])["wrong one", "wrong two", TestUser.Password])
        {
            using var response = await app.Anonymous.PostTextAsync("/auth/sign-in", Credentials(user.Email, password));
            statuses.Add(response.StatusCode);
        }

        Assert.All(statuses, status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                using var response = await app.Anonymous.PostTextAsync("/auth/sign-in", Credentials(user.Email, TestUser.Password));
                return response.StatusCode is HttpStatusCode.OK;
            },
            "the lock-out ends");
    }

    [Fact]
    public async Task More_sign_ins_than_can_wait_are_asked_to_come_again()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await StartAsync(database, ("Access:MaxWaitingPasswords", "1"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var response = await app.Anonymous.PostTextAsync("/auth/sign-in", Credentials(TestUser.NewEmail(), TestUser.Password));
            await response.ReadProblemAsync(response.StatusCode);
            return (response.StatusCode, response.Headers.RetryAfter?.Delta);
        }));

        Assert.Contains((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1)), answers);
        Assert.Contains((HttpStatusCode.Unauthorized, null), answers);
    }

    [Theory]
    [InlineData("""{"password":"x"}""", "/email")]
    [InlineData("""{"email":"a@example.com"}""", "/password")]
    [InlineData("""{"email":"nobody","password":"x"}""", "/email")]
    [InlineData("""{"email":"a@b@c","password":"x"}""", "/email")]
    [InlineData("""{"email":"a@example.com","password":""}""", "/password")]
    [InlineData("""{"email":"a@example.com","password":7}""", "/password")]
    [InlineData("""{"email":"a\u0000@example.com","password":"x"}""", "/email")]
    [InlineData("""{"email":"a@example.com","password":"x\u0000"}""", "/password")]
    [InlineData("""{"email":"a@example.com","password":"\ud800"}""", "/password")]
    [InlineData("""{"email":"a@example.com","password":"x","withToken":1}""", "/withToken")]
    public async Task What_cannot_be_credentials_is_refused_with_its_pointer(string body, string place)
    {
        using var response = await application.App.Anonymous.PostTextAsync("/auth/sign-in", body);

        await response.AssertRefusedAtAsync(place);
    }

    [Fact]
    public async Task Another_sites_page_cannot_sign_a_browser_in()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/sign-in")
        {
            Content = Refusals.Body(Credentials(user.Email, TestUser.Password)),
        };
        request.Headers.Add("Origin", "https://evil.test");

        using var response = await application.App.Anonymous.SendAsync(request);

        await response.ReadProblemAsync(HttpStatusCode.Forbidden);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    internal static Task<ApiApplication> StartAsync(TestDatabase database, params (string Name, string Value)[] settings) =>
        ApiApplication.StartAsync(database, new ApplicationOptions
        {
            WithWorker = false,
            Settings = settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value),
        });

    internal static string Credentials(string email, string password) => JsonSerializer.Serialize(new { email, password });

    private Task<HttpResponseMessage> SignInAsync(string email, string password) =>
        application.App.Anonymous.PostTextAsync("/auth/sign-in", Credentials(email, password));
}
