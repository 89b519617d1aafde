using System.ComponentModel.DataAnnotations;

namespace Webhooks.Dashboard.Web.SignIn;

/// <summary>The form to accept an invitation.</summary>
public sealed class InvitationForm
{
    /// <summary>The token, which the link brings along.</summary>
    [Required(ErrorMessage = "Open your invitation link, or paste the part after the #.")]
    [StringLength(255, ErrorMessage = "Enter at most 255 characters.")]
    public string Token { get; set; } = "";

    /// <summary>E-mail address; asked for when the invitation names none.</summary>
    [StringLength(254, ErrorMessage = "Enter at most 254 characters.")]
    public string? Email { get; set; }

    /// <summary>Name shown to people; may be empty.</summary>
    [StringLength(255, ErrorMessage = "Enter at most 255 characters.")]
    public string? Name { get; set; }

    /// <summary>Whether to make a user beside the one that the address has.</summary>
    public bool NewUser { get; set; }

    /// <summary>The new password, or the one of a user who has one already.</summary>
    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(256, ErrorMessage = "Enter at most 256 characters.")]
    public string Password { get; set; } = "";
}
