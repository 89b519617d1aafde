namespace Webhooks.Dashboard.Web.Triggers;

/// <summary>What a part of a signed text is.</summary>
internal enum SignedPartKind
{
    /// <summary>The body.</summary>
    Body,

    /// <summary>Value of a header.</summary>
    Header,

    /// <summary>A text that is always the same.</summary>
    Literal,

    /// <summary>The time of signing, which stands in the header of the signature.</summary>
    Time,
}
