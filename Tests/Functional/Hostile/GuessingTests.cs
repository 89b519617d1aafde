using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Functional.Access;
using Webhooks.Tests.Functional.Triggers;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Hostile;

/// <summary>Guessing ends in 429, and a caller that was good before goes on behind the same address.</summary>
public sealed class GuessingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Wrong = "not the password at all";

    /// <summary>Of 30 tries with a limit of 5 a minute, which goes on filling up during a slow test.</summary>
    private const int MostTaken = 12;

    private static readonly (string Name, string Value) Right = ("X-Key", "the right value of the header");

    [Fact]
    public async Task A_key_is_counted_by_its_holder_however_the_header_spells_it()
    {
        await using var app = await StartAsync(("RequestsPerSecondPerKey", "1"), ("RequestBurstPerKey", "30"));
        var project = await app.CreateProjectAsync();
        string[] spellings = ["Bearer ", "bearer ", "BEARER  ", "bEARER   ", "Bearer \t"];
        var served = 0;
        var began = TimeProvider.System.GetTimestamp();

        for (var number = 0; number < 100; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, project.DestinationsPath);
            request.Headers.TryAddWithoutValidation("Authorization", spellings[number % spellings.Length] + project.AdminKey);
            using var response = await app.Anonymous.SendAsync(request);
            served += response.StatusCode is HttpStatusCode.OK ? 1 : 0;
        }

        var filled = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Assert.InRange(served, 1, 32 + filled);
    }

    [Fact]
    public async Task A_person_is_counted_whatever_session_the_requests_come_from()
    {
        await using var app = await StartAsync(("RequestsPerSecondPerKey", "1"), ("RequestBurstPerKey", "30"));
        var project = await app.CreateProjectAsync();
        var user = await TestUser.CreateAsync(app, project, MemberRole.Admin);
        var again =
            await new WebhooksClient(app.Anonymous).SignInAsync(new SignInRequest(user.Email, TestUser.Password) { WithToken = true });
        using var second = app.HttpWith(again.Token);
        await Eventually.BecomesTrueAsync(
            async () => await user.Http.StatusOfAsync(project.DestinationsPath) is HttpStatusCode.TooManyRequests,
            "the first session is refused");

        // A bucket of its own would take 30; the one that is used up takes one more a second.
        var began = TimeProvider.System.GetTimestamp();
        var served = 0;
        for (var number = 0; number < 30; number++)
        {
            served += await second.StatusOfAsync(project.DestinationsPath) is HttpStatusCode.OK ? 1 : 0;
        }

        var filled = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Assert.InRange(served, 0, 2 + filled);
    }

    [Fact]
    public async Task Wrong_passwords_end_in_429_and_a_user_who_signed_in_from_there_before_goes_on()
    {
        await using var app = await StartAsync(("FailedSignInsPerMinutePerAddress", "5"));
        var user = await TestUser.CreateAsync(app, await app.CreateProjectAsync());

        var statuses = await SignInAsync(app, 30, _ => TestUser.NewEmail());

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.InRange(statuses.Count(status => status is HttpStatusCode.Unauthorized), 5, MostTaken);
        using var good = await app.Anonymous.PostTextAsync("/auth/sign-in", SignInTests.Credentials(user.Email, TestUser.Password));
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        using var invitation = await app.Anonymous.PostTextAsync(
            "/auth/accept-invitation", $$"""{"token":"whi_0","password":"{{Wrong}}"}""");
        Assert.True((await invitation.ReadProblemAsync(HttpStatusCode.TooManyRequests)).Detail.Length > 0);
        Assert.True(invitation.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task One_users_password_is_not_guessed_from_many_places_either()
    {
        await using var app = await StartAsync(("FailedSignInsPerMinutePerUser", "5"));
        var email = TestUser.NewEmail();

        var statuses = await SignInAsync(app, 30, _ => email);

        Assert.InRange(statuses.Count(status => status is HttpStatusCode.Unauthorized), 5, MostTaken);
        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Fact]
    public async Task Strangers_do_not_make_a_user_wait_who_signed_in_from_there_before()
    {
        const int strangers = 60;
        await using var app = await StartAsync(("FailedSignInsPerMinutePerAddress", "1000"));
        var user = await TestUser.CreateAsync(app, await app.CreateProjectAsync());
        var done = 0;
        var tries = Enumerable.Range(0, strangers).Select(async _ =>
        {
            await SignInAsync(app, 1, _ => TestUser.NewEmail());
            Interlocked.Increment(ref done);
        }).ToList();
        await Eventually.BecomesTrueAsync(() => Task.FromResult(Volatile.Read(ref done) > 0), "strangers are being looked at");

        using var good = await app.Anonymous.PostTextAsync("/auth/sign-in", SignInTests.Credentials(user.Email, TestUser.Password));
        var before = Volatile.Read(ref done);

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.True(before < strangers / 2, $"{before} strangers came first");
        await Task.WhenAll(tries);
    }

    [Fact]
    public async Task Wrong_credentials_of_a_trigger_end_in_429_and_the_good_ones_go_on()
    {
        await using var app = await StartAsync(("BadCredentialsPerMinutePerTrigger", "5"));
        var scene = await TriggerScene.CreateAsync(app);
        var trigger = await scene.CreateAsync(request => request with
        {
            Authentication = new SetTriggerAuthentication { Headers = [new(Right.Name, Right.Value)] },
        });
        var signed = await scene.CreateGitHubAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await scene.PostAsync(trigger.WebhookUrl, "{}", Right)).Status);
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < 30; number++)
        {
            statuses.Add((await scene.PostAsync(trigger.WebhookUrl, "{}", ("X-Key", $"wrong {number}"))).Status);
            statuses.Add((await scene.PostAsync(signed.WebhookUrl, "{}", ("X-Hub-Signature-256", $"sha256={number:x64}"))).Status);
            statuses.Add((await scene.PostAsync($"{trigger.WebhookUrl}-none", "{}", ("X-Key", $"wrong {number}"))).Status);
        }

        Assert.InRange(statuses.Count(status => status is HttpStatusCode.Forbidden), 15, 3 * MostTaken);
        Assert.Equal(90, statuses.Count(status => status is HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.Accepted, (await scene.PostAsync(trigger.WebhookUrl, "{}", Right)).Status);
    }

    [Fact]
    public async Task Anonymous_tries_share_a_record_per_minute_that_counts_them()
    {
        const int tries = 120;
        await using var own = await TestDatabase.CreateAsync();
        await using var app = await ApiApplication.StartAsync(own, new ApplicationOptions { WithWorker = false });

        await SignInAsync(app, tries, _ => TestUser.NewEmail());

        await Eventually.BecomesTrueAsync(
            async () => await own.ScalarAsync<long?>("select sum(tries) from audit_records where action = 'SignIn'") == tries,
            "all are counted");
        Assert.InRange(await own.CountAsync("audit_records where action = 'SignIn'"), 1, 6); // 401 and 429, of two or three minutes.
    }

    [Fact]
    public Task A_limit_holds_over_two_processes_within_a_tenth() => HoldsWithinATenthAsync(null);

    [FactWithRedis]
    public async Task A_limit_holds_over_two_processes_within_a_tenth_by_Redis()
    {
        await using var redis = await RedisServer.StartAsync();
        await HoldsWithinATenthAsync(redis);
    }

    private async Task HoldsWithinATenthAsync(RedisServer? redis)
    {
        const int limit = 200;
        (string, string)[] settings = [("RequestsPerSecondPerKey", "1"), ("RequestBurstPerKey", $"{limit}")];
        await using var first = await StartAsync(redis, settings);
        await using var second = await StartAsync(redis, settings);
        var project = await first.CreateProjectAsync();
        var key = await project.CreateKeyAsync(ApiKeyRole.Viewer);
        using var one = first.HttpWith(key);
        using var two = second.HttpWith(key);
        var began = TimeProvider.System.GetTimestamp();

        var served = 0;
        // Some at a time: a store that has to answer hundreds of questions at once on a busy machine is taken for one that is away.
        await Parallel.ForAsync(0, 2 * limit, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            if (await (number % 2 == 0 ? one : two).StatusOfAsync(project.DestinationsPath) is HttpStatusCode.OK)
            {
                Interlocked.Increment(ref served);
            }
        });

        var filled = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        Assert.InRange(served, limit * 0.9, (limit * 1.1) + filled);
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> SignInAsync(ApiApplication app, int times, Func<int, string> email)
    {
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number < times; number++)
        {
            using var response = await app.Anonymous.PostTextAsync("/auth/sign-in", SignInTests.Credentials(email(number), Wrong));
            statuses.Add(response.StatusCode);
        }

        return statuses;
    }

    private Task<ApiApplication> StartAsync(params (string Name, string Value)[] limits) => StartAsync(null, limits);

    private Task<ApiApplication> StartAsync(RedisServer? redis, params (string Name, string Value)[] limits)
    {
        var settings = limits.ToDictionary(limit => $"Limits:{limit.Name}", limit => (string?)limit.Value);
        settings["ConnectionStrings:cache"] = redis?.ConnectionString;
        return ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false, Settings = settings });
    }
}
