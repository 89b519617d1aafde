namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>A part of what is signed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Name of the header, or the text itself.</param>
internal sealed record SignedPart(SignedPartKind Kind, string Text = "");
