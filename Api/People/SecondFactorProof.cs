using Webhooks.Api.Http;

namespace Webhooks.Api.People;

/// <summary>A user's proof of the second factor: a code of the app, or one of the recovery codes.</summary>
/// <param name="Code">Six digits; null = a recovery code.</param>
/// <param name="RecoveryCode">As it was shown; null = a code of the app.</param>
internal sealed record SecondFactorProof(string? Code, string? RecoveryCode)
{
    /// <summary>Identity's form: two halves of five with a hyphen between.</summary>
    private const int HalfOfRecoveryCode = 5;

    /// <summary>The member it came in, as a pointer.</summary>
    public string Pointer => Code is null ? "/recoveryCode" : "/code";

    /// <summary>The members <c>code</c> and <c>recoveryCode</c>, of which there must be one; null and an error otherwise.</summary>
    public static SecondFactorProof? Read(JsonInput input)
    {
        var hasCode = input.TryGet("code", required: false, out _);
        if (hasCode == input.TryGet("recoveryCode", required: false, out _))
        {
            input.Errors.Add(
                input.PointerTo("code"), hasCode ? "must be absent beside a recoveryCode" : "is required unless there is a recoveryCode");
            return null;
        }

        return hasCode
            ? ReadCode(input) is { } code ? new SecondFactorProof(code, null) : null
            : input.Text("recoveryCode") is { } recoveryCode ? new SecondFactorProof(null, Normalize(recoveryCode)) : null;
    }

    /// <summary>The member <c>code</c>: six digits, which apps show with a blank between; null and an error otherwise.</summary>
    public static string? ReadCode(JsonInput input)
    {
        if (input.Text("code", required: true) is not { } text)
        {
            return null;
        }

        var code = text.Replace(" ", string.Empty, StringComparison.Ordinal);
        if (code.Length == OneTimeCode.Digits && code.All(char.IsAsciiDigit))
        {
            return code;
        }

        input.Errors.Add(input.PointerTo("code"), "must be the six digits that the app shows");
        return null;
    }

    /// <summary>The form it was shown in, for people who leave out the hyphen or write small letters.</summary>
    internal static string Normalize(string recoveryCode)
    {
        var characters = string.Concat(recoveryCode.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return characters.Length > HalfOfRecoveryCode ? characters.Insert(HalfOfRecoveryCode, "-") : characters;
    }
}
