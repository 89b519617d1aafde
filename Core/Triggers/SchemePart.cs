namespace Webhooks.Core.Triggers;

/// <summary>A part of what is signed.</summary>
public abstract record SchemePart
{
    private SchemePart()
    {
    }

    /// <summary>The exact bytes of the body.</summary>
    public sealed record WholeBody : SchemePart;

    /// <summary>The value of a header, which then must be there.</summary>
    public sealed record HeaderValue(string Name) : SchemePart;

    /// <summary>A fixed text.</summary>
    public sealed record FixedText(string Value) : SchemePart;
}
