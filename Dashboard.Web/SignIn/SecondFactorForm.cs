namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>What is typed in to finish a sign-in whose password was right.</summary>
public sealed class SecondFactorForm
{
    /// <summary>What the Api said of the password; empty before.</summary>
    public string Continuation { get; set; } = "";

    /// <summary>A code of the authenticator app.</summary>
    public string Code { get; set; } = "";

    /// <summary>A recovery code.</summary>
    public string RecoveryCode { get; set; } = "";

    /// <summary>Whether a recovery code is asked for, rather than a code of the app.</summary>
    public bool ByRecoveryCode { get; set; }

    /// <summary>Whether the other one of the two is to be asked for; set by the button that does so.</summary>
    public bool Switch { get; set; }
}
