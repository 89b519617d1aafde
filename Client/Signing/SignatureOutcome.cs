namespace Webhooks.Client;

/// <summary>Whether a request is to be trusted, and if not, why.</summary>
public enum SignatureOutcome
{
    /// <summary>A header is missing or empty.</summary>
    HeaderMissing,

    /// <summary>The timestamp is not a number of seconds.</summary>
    TimestampMalformed,

    /// <summary>The attempt is too long ago: a repeat, or a clock that is off.</summary>
    TimestampTooOld,

    /// <summary>The attempt lies too far in the future.</summary>
    TimestampTooNew,

    /// <summary>No signature was made with one of the secrets over this id, timestamp and body.</summary>
    SignatureMismatch,

    /// <summary>The request is to be trusted.</summary>
    Valid,
}
