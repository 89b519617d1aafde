namespace Webhooks.Dashboard.Web.Payloads;

/// <summary>A line of a payload as people read it.</summary>
/// <param name="Depth">How far it is set in, from 0.</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) of the value it begins or belongs to; the root's is empty.</param>
/// <param name="Key">Name of the member; null for items of arrays, for the root and for the end of a container.</param>
/// <param name="Text">The value as JSON, or the brackets of a container.</param>
/// <param name="Kind">What the text is.</param>
/// <param name="IsMatch">Whether the searched text is in it.</param>
internal sealed record PayloadLine(int Depth, string Pointer, string? Key, string Text, PayloadLineKind Kind, bool IsMatch)
{
    /// <summary>Whether it begins a container with something in it, which can be folded and unfolded.</summary>
    public bool CanFold => Kind is PayloadLineKind.Open or PayloadLineKind.Folded;
}
