using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Webhooks.Tests.Support;

/// <summary>Whom <see cref="OpenIdProvider"/> takes everybody for.</summary>
/// <param name="Subject">Its name for the person.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="IsVerified">Whether it says that the address is verified.</param>
public sealed record ProvidedPerson(string Subject, string Email, bool IsVerified = true)
{
    /// <summary>The clients that a token of the person is for, and the one that it was issued to; null = as usual.</summary>
    public (string[] Audiences, string AuthorizedParty)? For { get; init; }
}

/// <summary>A provider of OpenID Connect (OpenIddict) on a free port, at which a person is signed in already.</summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    /// <summary>The only client.</summary>
    public const string ClientId = "webhooks";

    /// <summary>The client's secret.</summary>
    public const string ClientSecret = "the secret of the client";

    private const string Callback = "https://hooks.example.com/sign-in/callback";
    private const string Verifier = "a verifier of forty-three characters or more, as they say";

    private readonly WebApplication app;

    private OpenIdProvider(WebApplication app) => this.app = app;

    /// <summary>Who comes next.</summary>
    public ProvidedPerson Person { get; set; } = new("nobody", "nobody@example.com");

    /// <summary>Where it is.</summary>
    public Uri Address => new(app.Urls.First());

    /// <summary>How the service is configured to use it.</summary>
    public (string Name, string? Value)[] Settings =>
    [
        ("SingleSignOn:Authority", Address.AbsoluteUri), ("SingleSignOn:ClientId", ClientId), ("SingleSignOn:ClientSecret", ClientSecret),
        ("SingleSignOn:Name", "Example Inc."),
    ];

    /// <summary>Starts one.</summary>
    public static async Task<OpenIdProvider> StartAsync()
    {
        OpenIdProvider? provider = null;
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddOpenIddict().AddServer(server =>
        {
            server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").AllowAuthorizationCodeFlow();
            server.RegisterScopes(Scopes.Email, Scopes.Profile);
            server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            server.EnableDegradedMode(); // Without a database: the client is known below.
            server.UseAspNetCore().DisableTransportSecurityRequirement();
            server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId)
                {
                    context.Reject(Errors.InvalidClient);
                }

                return default;
            }));
            server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                {
                    context.Reject(Errors.InvalidClient);
                }

                return default;
            }));
            server.AddEventHandler<GenerateTokenContext>(handler => handler.SetOrder(int.MinValue + 1).UseInlineHandler(context =>
            {
                if (context.TokenType == TokenTypeIdentifiers.IdentityToken && provider!.Person.For is { } purpose)
                {
                    context.Principal.SetAudiences(purpose.Audiences).SetClaim(Claims.AuthorizedParty, purpose.AuthorizedParty);
                }

                return default;
            }));
            server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                context.SignIn(PrincipalOf(provider!.Person, context.Request.GetScopes()));
                return default;
            }));
        });
        var app = builder.Build();
        app.UseAuthentication();
        await app.StartAsync();
        return provider = new OpenIdProvider(app);
    }

    /// <summary>An ID token of <see cref="Person"/>, got as a client gets it.</summary>
    public async Task<string> IdTokenAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        using var authorized = await http.GetAsync(QueryHelpers.AddQueryString("authorize", new Dictionary<string, string?>
        {
            ["client_id"] = ClientId,
            ["response_type"] = "code",
            ["scope"] = "openid email profile",
            ["redirect_uri"] = Callback,
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        }));
        var location = authorized.Headers.Location ?? throw new InvalidOperationException(await authorized.Content.ReadAsStringAsync());
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = QueryHelpers.ParseQuery(location.Query)["code"].ToString(),
            ["redirect_uri"] = Callback,
            ["client_id"] = ClientId,
            ["client_secret"] = ClientSecret,
            ["code_verifier"] = Verifier,
        });
        using var answer = await http.PostAsync("token", form);
        return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()).GetProperty("id_token").GetString()!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static ClaimsPrincipal PrincipalOf(ProvidedPerson person, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.AddClaim(Claims.Subject, person.Subject);
        identity.AddClaim(Claims.Email, person.Email);
        identity.AddClaim(new Claim(Claims.EmailVerified, person.IsVerified ? "true" : "false", ClaimValueTypes.Boolean));
        identity.AddClaim(Claims.Name, $"Person {person.Subject}");
        identity.SetScopes(scopes);
        identity.SetDestinations(static _ => [Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }
}
