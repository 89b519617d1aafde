using System.ComponentModel.DataAnnotations;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>The form to sign in with an API key.</summary>
public sealed class SignInForm
{
    /// <summary>The API key.</summary>
    [Required(ErrorMessage = "Enter an API key.")]
    [StringLength(512, ErrorMessage = "Enter at most 512 characters.")]
    public string ApiKey { get; set; } = "";

    /// <summary>Tenant to look at.</summary>
    [StringLength(255)]
    public string? Tenant { get; set; }

    /// <summary>Project to look at.</summary>
    [StringLength(255)]
    public string? Project { get; set; }
}

/// <summary>The form to sign in as a user.</summary>
public sealed class PasswordForm
{
    /// <summary>E-mail address.</summary>
    [Required(ErrorMessage = "Enter your e-mail address.")]
    [StringLength(254, ErrorMessage = "Enter at most 254 characters.")]
    public string Email { get; set; } = "";

    /// <summary>Password.</summary>
    [Required(ErrorMessage = "Enter your password.")]
    [StringLength(256, ErrorMessage = "Enter at most 256 characters.")]
    public string Password { get; set; } = "";
}

/// <summary>The form to finish a sign-in whose password was right.</summary>
public sealed class SecondFactorForm
{
    /// <summary>The continuation that the Api answered the password with; empty before.</summary>
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
