using System.ComponentModel.DataAnnotations;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>The form to request a link for a new password.</summary>
public sealed class ForgottenForm
{
    /// <summary>E-mail address.</summary>
    [Required(ErrorMessage = "Enter your e-mail address.")]
    [StringLength(254, ErrorMessage = "Enter at most 254 characters.")]
    public string Email { get; set; } = "";
}

/// <summary>The form to choose a new password by a link.</summary>
public sealed class ResetForm
{
    /// <summary>The token, which the link brings along.</summary>
    [Required(ErrorMessage = "Open the link you got, or paste the part after the #.")]
    [StringLength(255, ErrorMessage = "Enter at most 255 characters.")]
    public string Token { get; set; } = "";

    /// <summary>The new password.</summary>
    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(256, ErrorMessage = "Enter at most 256 characters.")]
    public string Password { get; set; } = "";
}
