namespace Webhooks.Dashboard.Web.Payloads;

/// <summary>What a line of a payload shows.</summary>
internal enum PayloadLineKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True, false, null or an empty container.</summary>
    Literal,

    /// <summary>The beginning of a container whose members follow.</summary>
    Open,

    /// <summary>A container whose members are not shown.</summary>
    Folded,

    /// <summary>The end of a container.</summary>
    Close,
}
