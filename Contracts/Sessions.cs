using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>Signs a user in.</summary>
/// <param name="Email">E-mail address.</param>
/// <param name="Password">Password, as it is: blanks count.</param>
public sealed record SignInRequest(
    [property: Text(FieldLimits.Email)] string Email, [property: Text(FieldLimits.Password, KeepsBlanks = true)] string Password)
{
    /// <summary>
    /// Answer with the token instead of setting the cookie; for programs. A browser is safer with the cookie, which no script can read.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithToken { get; init; }
}

/// <summary>Finishes a sign-in with the second factor: with a code or a recovery code, not both.</summary>
/// <param name="Continuation">The <c>continuation</c> of the answer to the password. It is good for five minutes and one session.</param>
public sealed record SecondFactorSignInRequest([property: Text(2_048)] string Continuation)
{
    /// <summary>The six digits that the authenticator app shows. Each code is good once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(64)]
    public string? Code { get; init; }

    /// <summary>One of the recovery codes, each of which is good once.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(64)]
    public string? RecoveryCode { get; init; }

    /// <inheritdoc cref="SignInRequest.WithToken"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithToken { get; init; }
}

/// <summary>Accepts an invitation: makes a user, or makes one that is there a member of one tenant more, and signs it in.</summary>
/// <param name="Token">Token of the invitation.</param>
/// <param name="Password">The password of the new user, or of the user who has this e-mail address already.</param>
public sealed record AcceptInvitationRequest(
    [property: Text(255)] string Token, [property: Text(FieldLimits.Password, KeepsBlanks = true)] string Password)
{
    /// <summary>Name shown to people; the e-mail address when left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(255)]
    public string? Name { get; init; }

    /// <summary>E-mail address. Needed for an invitation that names none (the first one); else it is the invitation's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(FieldLimits.Email)]
    public string? Email { get; init; }

    /// <summary>
    /// Make a user of its own though the e-mail address has one: for somebody who does not know the password of that one.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NewUser { get; init; }

    /// <inheritdoc cref="SignInRequest.WithToken"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithToken { get; init; }
}

/// <summary>Signs a user in by the provider of single sign-on.</summary>
/// <param name="IdToken">An ID token of the provider for this service's client id, at most five minutes old.</param>
public sealed record SingleSignOnRequest([property: Text(16_384)] string IdToken)
{
    /// <inheritdoc cref="SignInRequest.WithToken"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool WithToken { get; init; }
}

/// <summary>Asks for a link for a new password.</summary>
/// <param name="Email">E-mail address the link goes to.</param>
public sealed record ForgotPasswordRequest([property: Text(FieldLimits.Email)] string Email);

/// <summary>Chooses a new password by a link.</summary>
/// <param name="Token">Token of the link: what follows the <c>#</c>.</param>
/// <param name="Password">The password from now on.</param>
public sealed record ResetPasswordRequest(
    [property: Text(255)] string Token, [property: Text(FieldLimits.Password, KeepsBlanks = true)] string Password);

/// <summary>Changes the password of the signed-in user and ends their other sessions.</summary>
/// <param name="CurrentPassword">The password until now.</param>
/// <param name="NewPassword">The password from now on, at least 12 characters unless configured otherwise.</param>
public sealed record ChangePasswordRequest(
    [property: Text(FieldLimits.Password, KeepsBlanks = true)] string CurrentPassword,
    [property: Text(FieldLimits.Password, KeepsBlanks = true)] string NewPassword);

/// <summary>A person who signs in.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Name">Name shown to people.</param>
public sealed record UserResponse(string Id, string Email, string Name);

/// <summary>The session of the signed-in user.</summary>
public sealed record SessionResponse
{
    /// <summary>The user who is signed in.</summary>
    public required UserResponse User { get; init; }

    /// <summary>
    /// The token, for the <c>Authorization: Bearer</c> header. Only in the answer that opened the session, and only when asked for.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    /// <summary>When the session ends unless it is used before; using it moves this on, up to a limit.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The value of the header <c>X-CSRF-Token</c>, to send with everything but GET when the cookie authenticates.</summary>
    public required string CsrfToken { get; init; }

    /// <summary>The tenants the user is a member of.</summary>
    public required IReadOnlyList<TenantMembership> Tenants { get; init; }
}

/// <summary>A user's place in a tenant.</summary>
/// <param name="TenantId">The tenant.</param>
/// <param name="Role">One of <see cref="MemberRole"/>.</param>
/// <param name="Projects">The user's roles in projects; an administrator is one of every project without being listed.</param>
public sealed record TenantMembership(string TenantId, string Role, IReadOnlyList<ProjectMembership> Projects);

/// <summary>A user's role in a project.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Role">One of <see cref="ApiKeyRole"/>.</param>
public sealed record ProjectMembership(string ProjectId, string Role);

/// <summary>One of the sessions of the signed-in user.</summary>
public sealed record OwnSessionResponse
{
    /// <summary>Identifier, not the token.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it is the one that asks.</summary>
    public required bool Current { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, to a minute.</summary>
    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>When it ends unless it is used before.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>IP address it was opened from; absent when that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RemoteAddress { get; init; }

    /// <summary>The browser or program it was opened with; absent when that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UserAgent { get; init; }
}
