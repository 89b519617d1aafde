using System.ComponentModel.DataAnnotations;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>What is typed in to sign in with an API key.</summary>
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
