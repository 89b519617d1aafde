using System.ComponentModel.DataAnnotations;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>What is typed in to get a link for a new password.</summary>
public sealed class ForgottenForm
{
    /// <summary>E-mail address.</summary>
    [Required(ErrorMessage = "Enter your e-mail address.")]
    [StringLength(254, ErrorMessage = "An e-mail address is shorter than that.")]
    public string Email { get; set; } = "";
}

/// <summary>What is typed in to choose a new password by a link.</summary>
public sealed class ResetForm
{
    /// <summary>The token, which the link brings along.</summary>
    [Required(ErrorMessage = "Open the link you got, or paste what follows the # in it.")]
    [StringLength(255, ErrorMessage = "What follows the # is shorter than that.")]
    public string Token { get; set; } = "";

    /// <summary>The new password.</summary>
    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(256, ErrorMessage = "A password is shorter than that.")]
    public string Password { get; set; } = "";
}
