using System.Text.Json.Serialization;

namespace Webhooks.Contracts;

/// <summary>Whether the user who calls has a second factor.</summary>
/// <param name="Enabled">Signing in needs a code of an authenticator app, or a recovery code, after the password.</param>
/// <param name="RecoveryCodesLeft">Recovery codes that were not used yet.</param>
public sealed record SecondFactorResponse(bool Enabled, int RecoveryCodesLeft);

/// <summary>Begins to turn the second factor on.</summary>
/// <param name="Password">The current password.</param>
public sealed record BeginSecondFactorRequest([property: Text(FieldLimits.Password, KeepsBlanks = true)] string Password);

/// <summary>The secret that an authenticator app needs to show codes. It is shown this once, and counts once a code is confirmed.</summary>
/// <param name="Secret">The secret in base32, to type in.</param>
/// <param name="Uri">The same as an <c>otpauth://totp/…</c> address, to show as a QR code.</param>
public sealed record SecondFactorSecretResponse(string Secret, Uri Uri);

/// <summary>Turns the second factor on. All other sessions of the user end.</summary>
/// <param name="Code">The six digits that the authenticator app shows.</param>
public sealed record ConfirmSecondFactorRequest([property: Text(64)] string Code);

/// <summary>Codes that sign a user in once each when the authenticator app is lost. They are shown this once.</summary>
/// <param name="RecoveryCodes">Ten codes.</param>
public sealed record RecoveryCodesResponse(IReadOnlyList<string> RecoveryCodes);

/// <summary>Turns the second factor off: with a code or a recovery code, not both.</summary>
/// <param name="Password">The current password.</param>
public sealed record RemoveSecondFactorRequest([property: Text(FieldLimits.Password, KeepsBlanks = true)] string Password)
{
    /// <summary>The six digits that the authenticator app shows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(64)]
    public string? Code { get; init; }

    /// <summary>One of the recovery codes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(64)]
    public string? RecoveryCode { get; init; }
}

/// <summary>Replaces the recovery codes: with a code or one of the recovery codes, not both.</summary>
/// <param name="Password">The current password.</param>
public sealed record RenewRecoveryCodesRequest([property: Text(FieldLimits.Password, KeepsBlanks = true)] string Password)
{
    /// <summary>The six digits that the authenticator app shows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(64)]
    public string? Code { get; init; }

    /// <summary>One of the recovery codes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Text(64)]
    public string? RecoveryCode { get; init; }
}
