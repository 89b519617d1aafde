using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;

namespace Webhooks.ServiceDefaults;

/// <summary>
/// Configuration section <c>SingleSignOn</c> of the Api and of the dashboard: the provider (OpenID Connect) by which people may sign in
/// instead of by password.
/// </summary>
public sealed class SingleSignOnOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "SingleSignOn";

    /// <summary>Address of the provider, such as <c>https://login.example.com/</c>; null = people sign in by password only.</summary>
    public Uri? Authority { get; init; }

    /// <summary>The provider's name for this service. Needed with <see cref="Authority"/>.</summary>
    public string? ClientId { get; init; }

    /// <summary>The secret of the client id; only the dashboard needs it.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The name of the provider on the button: "Sign in with …".</summary>
    public string Name { get; init; } = "single sign-on";

    /// <summary>
    /// Treat the provider's e-mail addresses as verified even without <c>email_verified</c>, as those of a company's directory are. Leave
    /// it off where people may choose their address at the provider.
    /// </summary>
    public bool TrustEmail { get; init; }

    /// <summary>Whether there is a provider.</summary>
    [MemberNotNullWhen(true, nameof(Authority), nameof(ClientId))]
    public bool IsConfigured => Authority is not null && ClientId is not null;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is { IsAbsoluteUri: false })
        {
            yield return new ValidationResult("SingleSignOn:Authority must be an absolute address.");
        }

        if (Authority is null != ClientId is null)
        {
            yield return new ValidationResult("SingleSignOn:Authority and SingleSignOn:ClientId go together.");
        }
    }
}
