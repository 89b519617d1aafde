namespace Webhooks.LocalPostgres;

/// <summary>The embedded PostgreSQL could not be found, created or started; the message says what to do about it.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public EmbeddedPostgresException()
    {
    }

    /// <summary>Creates the exception with a message written for the person at the terminal.</summary>
    public EmbeddedPostgresException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and what caused it.</summary>
    public EmbeddedPostgresException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
