using Webhooks.Contracts;

namespace Webhooks.Core.Keys;

/// <summary>A well-formed e-mail address. Only a mail to it shows whether it exists and who owns it.</summary>
public sealed class EmailAddress
{
    /// <summary>The longest there can be (RFC 5321 section 4.5.3.1.3).</summary>
    public const int MaximumLength = FieldLimits.Email;

    private EmailAddress(string text) => Text = text;

    /// <summary>As it was typed in.</summary>
    public string Text { get; }

    /// <summary>As it is looked up, and as Identity normalizes names.</summary>
    public string Normalized => Text.Normalize().ToUpperInvariant();

    public static Parsed<EmailAddress> Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var isAddress = at > 0 && at < text.Length - 1 && at == text.LastIndexOf('@') && text.Length <= MaximumLength
            && !text.Any(
                character => char.IsWhiteSpace(character) || char.IsControl(character) || character is ',' or ';' or '<' or '>' or '"');
        return isAddress ? Parsed<EmailAddress>.Valid(new EmailAddress(text)) : Parsed<EmailAddress>.Invalid("must be an e-mail address");
    }
}
