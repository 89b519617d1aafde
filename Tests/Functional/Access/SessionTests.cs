using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

public sealed class SessionTests(FunctionalApplication application) : IClassFixture<FunctionalApplication>
{
    private const string NewPassword = "another horse, another battery";

    [Fact]
    public async Task Signing_out_ends_the_session_at_once_and_takes_the_cookie_away()
    {
        var project = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, project, MemberRole.Admin);
        Assert.Equal(HttpStatusCode.OK, await user.Http.StatusOfAsync(project.DestinationsPath));

        using var response = await user.Http.PostAsync("/auth/sign-out", null);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", Assert.Single(response.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, await user.Http.StatusOfAsync(project.DestinationsPath));
        Assert.Equal(HttpStatusCode.Unauthorized, await user.Http.StatusOfAsync("/auth/session"));
    }

    [Fact]
    public async Task What_one_process_takes_away_is_soon_gone_in_the_others()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var here = await SignInTests.StartAsync(database);
        await using var there = await SignInTests.StartAsync(database);
        var project = await here.CreateProjectAsync();
        var user = await TestUser.CreateAsync(here, project, projectRole: ApiKeyRole.Viewer);
        using var elsewhere = there.HttpWith(user.Token);
        Assert.Equal(HttpStatusCode.OK, await elsewhere.StatusOfAsync(project.DestinationsPath));

        await project.Client.RemoveProjectMemberAsync(project.TenantId, project.ProjectId, user.Id);
        await Eventually.BecomesTrueAsync(
            async () => await elsewhere.StatusOfAsync(project.DestinationsPath) is HttpStatusCode.NotFound, "the role is gone");

        await user.Client.SignOutAsync();
        await Eventually.BecomesTrueAsync(
            async () => await elsewhere.StatusOfAsync(project.DestinationsPath) is HttpStatusCode.Unauthorized, "the session is gone");
    }

    [Fact]
    public async Task An_unused_session_ends_and_a_used_one_does_not()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await SignInTests.StartAsync(database, ("Access:SessionIdle", "00:00:03"));
        var project = await app.CreateProjectAsync();
        var used = await TestUser.CreateAsync(app, project, MemberRole.Admin);
        var unused = await TestUser.CreateAsync(app, project, MemberRole.Admin);
        var endsAt = await database.ScalarAsync<DateTime>("select max(expires_at) from sessions");

        await Eventually.BecomesTrueAsync(
            async () =>
            {
                Assert.Equal(HttpStatusCode.OK, await used.Http.StatusOfAsync(project.DestinationsPath));
                return TimeProvider.System.GetUtcNow() > endsAt.AddSeconds(1);
            },
            "both would have ended");

        Assert.Equal(HttpStatusCode.Unauthorized, await unused.Http.StatusOfAsync(project.DestinationsPath));
        Assert.Equal(HttpStatusCode.OK, await used.Http.StatusOfAsync(project.DestinationsPath));
    }

    [Fact]
    public async Task A_session_ends_in_the_end_however_much_it_is_used()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var app = await SignInTests.StartAsync(database, ("Access:SessionLifetime", "00:00:03"));
        var project = await app.CreateProjectAsync();
        var user = await TestUser.CreateAsync(app, project, MemberRole.Admin);

        await Eventually.BecomesTrueAsync(
            async () => await user.Http.StatusOfAsync(project.DestinationsPath) is HttpStatusCode.Unauthorized, "the session ends");
    }

    [Fact]
    public async Task Users_see_and_end_their_own_sessions_and_nobody_elses()
    {
        var project = await application.CreateProjectAsync();
        var user = await TestUser.CreateAsync(application.App, project);
        var other = await TestUser.CreateAsync(application.App, project);
        var second = await SignInAsync(user.Email, TestUser.Password);

        var sessions = (await second.ListOwnSessionsAsync()).Data;
        Assert.Equal([true, false], sessions.Select(session => session.Current));
        Assert.All(sessions, session => Assert.Equal("127.0.0.1", session.RemoteAddress));
        var foreign = (await other.Client.ListOwnSessionsAsync()).Data.Single();
        var refused = await Assert.ThrowsAsync<WebhooksApiException>(() => second.EndOwnSessionAsync(foreign.Id));
        await second.EndOwnSessionAsync(sessions[1].Id);

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await user.Http.StatusOfAsync("/auth/session"));
        Assert.Equal(HttpStatusCode.OK, await other.Http.StatusOfAsync("/auth/session"));
        Assert.Single((await second.ListOwnSessionsAsync()).Data);
    }

    [Fact]
    public async Task A_new_password_replaces_the_old_one_and_ends_all_other_sessions()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        var second = await SignInAsync(user.Email, TestUser.Password);

        await second.ChangePasswordAsync(new ChangePasswordRequest(TestUser.Password, NewPassword));

        Assert.Equal(HttpStatusCode.Unauthorized, await user.Http.StatusOfAsync("/auth/session"));
        Assert.Equal(user.Email, (await second.GetSessionAsync()).User.Email);
        var refused = await Assert.ThrowsAsync<WebhooksApiException>(() => SignInAsync(user.Email, TestUser.Password));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await SignInAsync(user.Email, NewPassword);
    }

    [Theory]
    [InlineData("not the password", NewPassword, "/currentPassword")]
    [InlineData(TestUser.Password, "too short", "/newPassword")]
    [InlineData(TestUser.Password, "aaaaaaaaaaaaaaaaaaaa", "/newPassword")]
    [InlineData(TestUser.Password, "", "/newPassword")]
    public async Task A_password_is_not_changed_without_the_old_one_or_to_a_weak_one(string current, string next, string place)
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());

        var refused = await Assert.ThrowsAsync<WebhooksApiException>(
            () => user.Client.ChangePasswordAsync(new ChangePasswordRequest(current, next)));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(place, refused.Problem!.Errors!.Select(error => error.Pointer));
        await SignInAsync(user.Email, TestUser.Password);
    }

    [Fact]
    public async Task Guessing_the_old_password_locks_out_too()
    {
        var user = await TestUser.CreateAsync(application.App, await application.CreateProjectAsync());
        for (var number = 0; number < 5; number++)
        {
            await Assert.ThrowsAsync<WebhooksApiException>(
                () => user.Client.ChangePasswordAsync(new ChangePasswordRequest($"wrong {number}", NewPassword)));
        }

        await Assert.ThrowsAsync<WebhooksApiException>(
            () => user.Client.ChangePasswordAsync(new ChangePasswordRequest(TestUser.Password, NewPassword)));
        await Assert.ThrowsAsync<WebhooksApiException>(() => SignInAsync(user.Email, TestUser.Password));
    }

    [Fact]
    public async Task An_api_key_has_no_session_to_speak_of()
    {
        var project = await application.CreateProjectAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await project.Http.StatusOfAsync("/auth/session"));
    }

    private async Task<WebhooksClient> SignInAsync(string email, string password)
    {
        var session =
            await new WebhooksClient(application.App.Anonymous).SignInAsync(new SignInRequest(email, password) { WithToken = true });
        return new WebhooksClient(application.App.Anonymous, session.Token);
    }
}
