using Webhooks.Contracts;

namespace Webhooks.Client;

/// <content>The second factor of users: codes of an authenticator app, and recovery codes.</content>
public sealed partial class WebhooksClient
{
    /// <summary>Finishes a sign-in whose password was right and whose user has a second factor.</summary>
    /// <param name="proof">The continuation of the answer to the password, with a code or a recovery code.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The session.</returns>
    /// <exception cref="WebhooksApiException">
    /// 401: the code is wrong or was used already, or the continuation is no longer valid (the problem then names <c>/continuation</c>).
    /// </exception>
    public Task<SessionResponse> SignInWithSecondFactorAsync(
        SecondFactorSignInRequest proof, CancellationToken cancellationToken = default) =>
        CreateAsync<SessionResponse>("auth/sign-in/second-factor", proof, cancellationToken);

    /// <summary>Whether the user who calls has a second factor.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it is on, and how many recovery codes are left.</returns>
    public Task<SecondFactorResponse> GetSecondFactorAsync(CancellationToken cancellationToken = default) =>
        GetDataAsync<SecondFactorResponse>("auth/second-factor", cancellationToken);

    /// <summary>Begins to turn the second factor of the user who calls on. It is on after <see cref="ConfirmSecondFactorAsync"/>.</summary>
    /// <param name="request">The current password.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The secret for the authenticator app.</returns>
    /// <exception cref="WebhooksApiException">409: it is on already.</exception>
    public Task<SecondFactorSecretResponse> BeginSecondFactorAsync(
        BeginSecondFactorRequest request, CancellationToken cancellationToken = default) =>
        CreateAsync<SecondFactorSecretResponse>("auth/second-factor/begin", request, cancellationToken);

    /// <summary>Turns the second factor of the user who calls on. All other sessions of the user end.</summary>
    /// <param name="confirmation">A code of the authenticator app.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The recovery codes, which are shown this once.</returns>
    /// <exception cref="WebhooksApiException">409: it was not begun, or is on already.</exception>
    public Task<RecoveryCodesResponse> ConfirmSecondFactorAsync(
        ConfirmSecondFactorRequest confirmation, CancellationToken cancellationToken = default) =>
        CreateAsync<RecoveryCodesResponse>("auth/second-factor/confirm", confirmation, cancellationToken);

    /// <summary>Makes new recovery codes for the user who calls; the old ones are void.</summary>
    /// <param name="renewal">The current password, with a code or a recovery code.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The recovery codes, which are shown this once.</returns>
    /// <exception cref="WebhooksApiException">409: the second factor is not on.</exception>
    public Task<RecoveryCodesResponse> RenewRecoveryCodesAsync(
        RenewRecoveryCodesRequest renewal, CancellationToken cancellationToken = default) =>
        CreateAsync<RecoveryCodesResponse>("auth/second-factor/recovery-codes", renewal, cancellationToken);

    /// <summary>Turns off the second factor of the user who calls.</summary>
    /// <param name="removal">The current password, with a code or a recovery code.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is off.</returns>
    /// <exception cref="WebhooksApiException">409: it is not on.</exception>
    public Task RemoveSecondFactorAsync(RemoveSecondFactorRequest removal, CancellationToken cancellationToken = default) =>
        PostAsync("auth/second-factor/remove", removal, cancellationToken);

    /// <summary>Turns the second factor of a member off, for a user who lost the app and the recovery codes.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>When it is off.</returns>
    /// <exception cref="WebhooksApiException">404: the member has none. 409: it belongs to another tenant too.</exception>
    public Task RemoveMemberSecondFactorAsync(string tenantId, string userId, CancellationToken cancellationToken = default) =>
        DeleteAsync($"{TenantPath(tenantId)}/members/{Escape(userId)}/second-factor", cancellationToken);
}
