namespace Webhooks.Standalone.Demo;

/// <summary>How a path of the built-in receiver answers.</summary>
internal enum ReceiverBehaviour
{
    /// <summary>200 at once.</summary>
    Accepts,

    /// <summary>503 to the first two attempts of an event, then 200.</summary>
    FailsTwice,

    /// <summary>500 to everything.</summary>
    AlwaysFails,

    /// <summary>No answer until the caller gives up.</summary>
    Hangs,
}
