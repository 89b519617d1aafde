using System.Diagnostics.CodeAnalysis;
using System.Net;
using Webhooks.Client;
using Webhooks.Contracts;
using Webhooks.Tests.Support;

namespace Webhooks.Tests.Functional.Access;

/// <summary>A provider of OpenID Connect says who people are.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync of IAsyncLifetime.")]
public sealed class SingleSignOnTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private OpenIdProvider provider = null!; // Set before each test, like the next one.
    private ApiApplication app = null!;

    public async Task InitializeAsync()
    {
        provider = await OpenIdProvider.StartAsync();
        app = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Fact]
    public async Task An_invited_person_becomes_a_member_of_every_tenant_that_invited_it_and_is_the_same_user_next_time()
    {
        var (first, second) = (await app.CreateProjectAsync(), await app.CreateProjectAsync());
        var person = ComesBy(TestUser.NewEmail());
        await InviteAsync(first, person.Email, MemberRole.Member);
        await InviteAsync(second, person.Email.ToUpperInvariant(), MemberRole.Admin);

        var session = await SignInAsync();
        provider.Person = person with { Email = TestUser.NewEmail() }; // It has another address now, and is still the same subject.
        var again = await SignInAsync();

        Assert.Equal((person.Email, $"Person {person.Subject}"), (session.User.Email, session.User.Name));
        Assert.Equal(
            [$"{first.TenantId} member", $"{second.TenantId} admin"],
            session.Tenants.Select(tenant => $"{tenant.TenantId} {tenant.Role}"));
        Assert.Equal(session.User, again.User);
        Assert.Empty((await first.Client.ListInvitationsAsync(first.TenantId)).Data);
    }

    [Fact]
    public async Task Somebody_nobody_invited_and_an_address_that_is_not_verified_do_not_get_in()
    {
        ComesBy(TestUser.NewEmail());
        var unknown = await RefusalAsync(SignInAsync);
        var project = await app.CreateProjectAsync();
        var person = ComesBy(TestUser.NewEmail(), isVerified: false);
        await InviteAsync(project, person.Email, MemberRole.Member);
        var unverified = await RefusalAsync(SignInAsync);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (unknown, unverified));
        Assert.Single((await project.Client.ListInvitationsAsync(project.TenantId)).Data);
        Assert.Equal(0, await database.CountAsync($"users where email = '{person.Email}'"));
    }

    [Fact]
    public async Task The_owner_of_an_address_gets_the_user_that_was_made_for_it_and_what_opened_it_before_does_no_longer()
    {
        var project = await app.CreateProjectAsync();
        var user = await TestUser.CreateAsync(app, project);
        ComesBy(user.Email);

        var session = await SignInAsync();

        Assert.Equal(user.Id, session.User.Id);
        Assert.Equal(HttpStatusCode.Unauthorized, await user.Http.StatusOfAsync("/auth/session"));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await RefusalAsync(() => new WebhooksClient(app.Anonymous).SignInAsync(new SignInRequest(user.Email, TestUser.Password))));
    }

    [Fact]
    public async Task A_token_signs_in_once()
    {
        var project = await app.CreateProjectAsync();
        await InviteAsync(project, ComesBy(TestUser.NewEmail()).Email, MemberRole.Member);
        var token = await provider.IdTokenAsync();

        var statuses = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => await StatusAsync(token)));

        Assert.Single(statuses, status => status is HttpStatusCode.OK);
        Assert.Equal(3, statuses.Count(status => status is HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Tokens_of_another_provider_altered_ones_and_such_without_a_signature_are_refused()
    {
        await using var other = await OpenIdProvider.StartAsync();
        var project = await app.CreateProjectAsync();
        var person = ComesBy(TestUser.NewEmail());
        other.Person = person;
        await InviteAsync(project, person.Email, MemberRole.Admin);
        var good = (await provider.IdTokenAsync()).Split('.');
        var header = Convert.ToBase64String("""{"alg":"none"}"""u8).TrimEnd('=');

        string[] tokens =
        [
            await other.IdTokenAsync(), $"{good[0]}.{good[1]}.", $"{header}.{good[1]}.", $"{good[0]}.{good[1]}.{good[2][..^8]}AAAAAAAA",
            "no token",
        ];

        foreach (var token in tokens)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(token));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(string.Join('.', good)));
    }

    [Fact]
    public async Task Tokens_for_another_client_and_such_that_were_issued_to_one_are_refused()
    {
        var project = await app.CreateProjectAsync();
        var person = ComesBy(TestUser.NewEmail());
        await InviteAsync(project, person.Email, MemberRole.Admin);

        async Task<HttpStatusCode> StatusForAsync(string[] audiences, string party)
        {
            provider.Person = person with { For = (audiences, party) };
            return await StatusAsync(await provider.IdTokenAsync());
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusForAsync(["another"], "another"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusForAsync(["another", OpenIdProvider.ClientId], "another"));
        Assert.Equal(HttpStatusCode.OK, await StatusForAsync(["another", OpenIdProvider.ClientId], OpenIdProvider.ClientId));
    }

    [Fact]
    public async Task A_provider_that_is_away_is_said_to_be_and_without_one_there_is_no_single_sign_on()
    {
        var token = await provider.IdTokenAsync();
        await using var fresh = await StartAsync();
        await provider.DisposeAsync();
        await using var without = await ApiApplication.StartAsync(database, new ApplicationOptions { WithWorker = false });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(token, fresh));
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(token, without));
    }

    private Task<ApiApplication> StartAsync() => ApiApplication.StartAsync(database, new ApplicationOptions
    {
        WithWorker = false,
        Settings = provider.Settings.ToDictionary(setting => setting.Name, setting => setting.Value),
    });

    private ProvidedPerson ComesBy(string email, bool isVerified = true) =>
        provider.Person = new ProvidedPerson($"subject of {email}", email, isVerified);

    private static Task<InvitationResponse> InviteAsync(TestProject project, string email, string role) =>
        project.Client.InviteMemberAsync(project.TenantId, new InviteMemberRequest(email, role));

    private async Task<SessionResponse> SignInAsync() => await new WebhooksClient(app.Anonymous).SignInBySingleSignOnAsync(
        new SingleSignOnRequest(await provider.IdTokenAsync()) { WithToken = true });

    private async Task<HttpStatusCode> StatusAsync(string token, ApiApplication? at = null)
    {
        using var response = await (at ?? app).Anonymous.PostTextAsync("/auth/sign-in/single-sign-on", $$"""{"idToken":"{{token}}"}""");
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> RefusalAsync(Func<Task> act) =>
        (await Assert.ThrowsAsync<WebhooksApiException>(act)).StatusCode;
}
