using System.Diagnostics.CodeAnalysis;

namespace Webhooks.Core.Triggers;

/// <summary>One thing that is wrong with a JSON document.</summary>
/// <param name="Pointer">Where, as a JSON pointer (RFC 6901); empty for the document itself.</param>
/// <param name="Detail">What, as a phrase that follows the name of the place ("must be a string"); never a value of the document.</param>
[SuppressMessage("Naming", "CA1720", Justification = "The member is named after JSON Pointer, as in RFC 9457.")]
public sealed record PayloadError(string Pointer, string Detail);
