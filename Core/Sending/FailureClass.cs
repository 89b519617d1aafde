namespace Webhooks.Core.Sending;

/// <summary>Why an attempt did not get a usable HTTP response. Kept with every attempt and used as a metric tag.</summary>
public enum FailureClass
{
    /// <summary>The time allowed for the attempt, or for connecting, ran out.</summary>
    Timeout,

    /// <summary>The host name could not be resolved.</summary>
    Dns,

    /// <summary>No TCP connection: refused, unreachable.</summary>
    Connect,

    /// <summary>The TLS handshake failed or the certificate was not accepted.</summary>
    Tls,

    /// <summary>The connection was closed or reset before the response was complete.</summary>
    Reset,

    /// <summary>The response is not valid HTTP.</summary>
    Http,

    /// <summary>The host's address is not one that may be called.</summary>
    Blocked,

    /// <summary>The response's headers exceed the limit of 64 KiB. A long body is no failure: it is cut.</summary>
    TooLarge,
}
