namespace Webhooks.Core.Triggers;

/// <summary>A part of what is signed.</summary>
public abstract record SignedComponent
{
    private SignedComponent()
    {
    }

    /// <summary>The exact bytes of the body.</summary>
    public sealed record WholeBody : SignedComponent;

    /// <summary>The value of a header, which then must be there.</summary>
    public sealed record HeaderValue(string Name) : SignedComponent;

    /// <summary>A fixed text.</summary>
    public sealed record FixedText(string Value) : SignedComponent;
}
