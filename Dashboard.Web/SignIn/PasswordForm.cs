using System.ComponentModel.DataAnnotations;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>What is typed in to sign in as a user.</summary>
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
