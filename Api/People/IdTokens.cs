using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Webhooks.Api.Http;
using Webhooks.Core.Keys;
using Webhooks.Core.Telemetry;
using Webhooks.ServiceDefaults;

namespace Webhooks.Api.People;

/// <summary>A person who has signed in with a provider, as its token says.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The person.</param>
/// <param name="Email">Its e-mail address, if the provider has verified that; null = not known.</param>
/// <param name="Name">Its name; null = not known.</param>
/// <param name="TokenHash">Of the token.</param>
/// <param name="ExpiresAt">When the token ceases to be accepted.</param>
internal sealed record IdentifiedPerson(
    string Issuer, string Subject, EmailAddress? Email, string? Name, byte[] TokenHash, DateTimeOffset ExpiresAt);

/// <summary>The outcome of checking a token.</summary>
internal abstract record IdTokenOutcome
{
    private IdTokenOutcome()
    {
    }

    internal sealed record Good(IdentifiedPerson Person) : IdTokenOutcome;

    internal sealed record Bad : IdTokenOutcome;

    /// <summary>The provider does not answer, so its keys are not known.</summary>
    internal sealed record NoAnswer : IdTokenOutcome;
}

/// <summary>
/// Checks the ID tokens of the provider (OpenID Connect Core 1.0 section 3.1.3.7): signature, issuer, audience, times. Its keys come
/// from its discovery document, are kept, and are read again when a token is signed by an unknown one.
/// </summary>
internal sealed partial class IdTokens
{
    /// <summary>Name of the client that reads the provider's documents.</summary>
    public const string HttpClientName = "SingleSignOn";

    /// <summary>A token is for signing in at once, however long the provider lets it live.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private readonly SingleSignOnOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<IdTokens> logger;
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? provider;

    public IdTokens(
        SingleSignOnOptions options, IHttpClientFactory http, IHostEnvironment environment, TimeProvider clock, ILogger<IdTokens> logger)
    {
        (this.options, this.clock, this.logger) = (options, clock, logger);
        provider = options.IsConfigured
            ? new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{options.Authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(http.CreateClient(HttpClientName)) { RequireHttps = !environment.IsDevelopment() })
            : null;
    }

    /// <summary>Whether there is a provider.</summary>
    public bool IsConfigured => provider is not null;

    /// <summary>Checks a token.</summary>
    public async Task<IdTokenOutcome> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (provider is null)
        {
            return new IdTokenOutcome.Bad();
        }

        try
        {
            var result = await ValidateAsync(token, await provider.GetConfigurationAsync(cancellationToken));
            if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            {
                provider.RequestRefresh();
                result = await ValidateAsync(token, await provider.GetConfigurationAsync(cancellationToken));
            }

            return result is { IsValid: true, SecurityToken: JsonWebToken read } && PersonOf(read) is { } person
                ? new IdTokenOutcome.Good(person)
                : new IdTokenOutcome.Bad();
        }
        catch (InvalidOperationException exception)
        {
            IdTokensLog.NoAnswer(logger, exception);
            return new IdTokenOutcome.NoAnswer();
        }
    }

    private Task<TokenValidationResult> ValidateAsync(string token, OpenIdConnectConfiguration configuration) =>
        handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = configuration.Issuer,
            ValidAudience = options.ClientId,
            IssuerSigningKeys = configuration.SigningKeys,
            ClockSkew = Skew,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
        });

    private IdentifiedPerson? PersonOf(JsonWebToken token)
    {
        var isFresh = token.IssuedAt != default && token.IssuedAt + MostAge + Skew >= clock.GetUtcNow().UtcDateTime;
        // A token for several audiences names the one it was issued to (steps 4 and 5 of the section).
        var isForUs = token.TryGetPayloadValue<string>("azp", out var party) ? party == options.ClientId : token.Audiences.Count() == 1;
        if (string.IsNullOrEmpty(token.Subject) || !isFresh || !isForUs)
        {
            return null;
        }

        var isVerified = options.TrustEmail || (token.TryGetPayloadValue<bool>("email_verified", out var verified) && verified);
        var email = isVerified && token.TryGetPayloadValue<string>("email", out var text) ? EmailAddress.Parse(text).Value : null;
        var hasName = token.TryGetPayloadValue<string>("name", out var name) && name is { Length: > 0 and <= Identifiers.MaximumLength };
        var expiresAt = new DateTimeOffset(token.ValidTo, TimeSpan.Zero) + Skew;
        return new IdentifiedPerson(
            token.Issuer, token.Subject, email, hasName ? name : null, SecretToken.Hash(token.EncodedToken), expiresAt);
    }

    private static partial class IdTokensLog
    {
        [LoggerMessage(EventIds.IdentityProviderAway, LogLevel.Warning, "The provider of single sign-on does not answer.")]
        public static partial void NoAnswer(ILogger logger, Exception exception);
    }
}
