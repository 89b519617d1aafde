using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>Signing in, and what users do with their own account.</content>
public sealed partial class WebhooksClient
{
    /// <summary>
    /// Signs a user in. With <see cref="SignInRequest.WithToken"/> the answer has a token that a further client takes in place of an API
    /// key; without, the cookie is in the container of the <see cref="HttpClient"/>, if it has one.
    /// </summary>
    /// <param name="credentials">E-mail address and password.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The session.</returns>
    /// <exception cref="WebhooksApiException">
    /// 401: unknown address, wrong password, or locked out after too many wrong ones, without saying which. With the code
    /// <see cref="ProblemCode.SecondFactorRequired"/>: go on with <see cref="SignInWithSecondFactorAsync"/>.
    /// </exception>
    public Task<SessionResponse> SignInAsync(SignInRequest credentials, CancellationToken cancellationToken = default) =>
        CreateAsync<SessionResponse>("auth/sign-in", credentials, cancellationToken);

    /// <summary>Accepts an invitation and signs in. It works once.</summary>
    /// <param name="acceptance">The invitation's token and a password.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The session.</returns>
    /// <exception cref="WebhooksApiException">
    /// 404: used, expired, withdrawn or unknown. 401: the address has a user, and this is not its password. 401 with the code
    /// <see cref="ProblemCode.SecondFactorRequired"/>: it is accepted; go on with <see cref="SignInWithSecondFactorAsync"/>.
    /// </exception>
    public Task<SessionResponse> AcceptInvitationAsync(AcceptInvitationRequest acceptance, CancellationToken cancellationToken = default) =>
        CreateAsync<SessionResponse>("auth/accept-invitation", acceptance, cancellationToken);

    /// <summary>Ends the session of the caller.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it has ended.</returns>
    public Task SignOutAsync(CancellationToken cancellationToken = default) => PostAsync("auth/sign-out", null, cancellationToken);

    /// <summary>The session of the caller: its user and what it may do.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The session.</returns>
    public Task<SessionResponse> GetSessionAsync(CancellationToken cancellationToken = default) =>
        GetDataAsync<SessionResponse>("auth/session", cancellationToken);

    /// <summary>Lists the sessions of the user who calls, newest first.</summary>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="limit">Most sessions on it, 1 to 100.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>One page.</returns>
    public Task<PageResponse<OwnSessionResponse>> ListOwnSessionsAsync(
        int page = 1, int limit = 10, CancellationToken cancellationToken = default) =>
        ListAsync<OwnSessionResponse>("auth/sessions", page, limit, cancellationToken);

    /// <summary>Ends a session of the user who calls.</summary>
    /// <param name="sessionId">Identifier of the session, not its token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it has ended.</returns>
    public Task EndOwnSessionAsync(string sessionId, CancellationToken cancellationToken = default) =>
        DeleteAsync($"auth/sessions/{Escape(sessionId)}", cancellationToken);

    /// <summary>Changes the password of the user who calls. All of its other sessions end.</summary>
    /// <param name="change">The old and the new password.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is changed.</returns>
    public Task ChangePasswordAsync(ChangePasswordRequest change, CancellationToken cancellationToken = default) =>
        PostAsync("auth/change-password", change, cancellationToken);

    /// <summary>Signs a user in by an ID token of the provider of single sign-on, once.</summary>
    /// <param name="request">The token.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The session.</returns>
    /// <exception cref="WebhooksApiException">401: not the provider's, too old or used. 403: the person has no invitation.</exception>
    public Task<SessionResponse> SignInBySingleSignOnAsync(SingleSignOnRequest request, CancellationToken cancellationToken = default) =>
        CreateAsync<SessionResponse>("auth/sign-in/single-sign-on", request, cancellationToken);

    /// <summary>Has a link for a new password sent to an e-mail address, if it has a user.</summary>
    /// <param name="email">The address.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is on its way, or would be.</returns>
    /// <exception cref="WebhooksApiException">409: the service sends no mail.</exception>
    public Task ForgotPasswordAsync(string email, CancellationToken cancellationToken = default) =>
        PostAsync("auth/forgot-password", new ForgotPasswordRequest(email), cancellationToken);

    /// <summary>Chooses a new password by a link, once. All sessions of the user end.</summary>
    /// <param name="reset">Token of the link, and the password.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is chosen.</returns>
    /// <exception cref="WebhooksApiException">404: used, expired, replaced or unknown. 400: the password is too weak.</exception>
    public Task ResetPasswordAsync(ResetPasswordRequest reset, CancellationToken cancellationToken = default) =>
        PostAsync("auth/reset-password", reset, cancellationToken);

    /// <summary>A POST that is answered without a body.</summary>
    private async Task PostAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(WithBody(HttpMethod.Post, path, body), cancellationToken).ConfigureAwait(false);
    }
}
