using Webhooks.Contracts;

namespace Webhooks.Dashboard.Web.Forms;

/// <summary>
/// Says to people what is wrong with a field. The Api's details are for programs; the usual ones have a plainer sentence here.
/// </summary>
internal static class FieldWords
{
    private const string AtLeastOne = "must have at least 1 item";

    /// <summary>The error of a field, as a sentence.</summary>
    /// <param name="field">The error as the Api reports it.</param>
    public static string Sentence(ProblemField field) => Plain(field) ?? Sentence(field.Detail);

    /// <summary>A detail as a sentence.</summary>
    /// <param name="detail">Without a capital and a full stop.</param>
    public static string Sentence(string detail) =>
        detail.Length == 0 ? "" : $"{char.ToUpperInvariant(detail[0])}{detail[1..].TrimEnd('.')}.";

    private static string? Plain(ProblemField field) => (field.Pointer, field.Detail) switch
    {
        ("/eventTypes", AtLeastOne) => "Select at least one event type.",
        (_, not ("must not be empty" or "is required")) => null,
        ("/name", _) => "Enter a name.",
        ("/id", _) => "Enter an id.",
        ("/url", _) => "Enter a URL.",
        ("/email", _) => "Enter an e-mail address.",
        ("/password" or "/currentPassword", _) => "Enter your password.",
        ("/newPassword", _) => "Enter a new password.",
        _ => null,
    };
}
