namespace Webhooks.Core.Database;

/// <summary>The database and this build do not belong together; the message says which migration and why.</summary>
public sealed class SchemaMismatchException : Exception
{
    public SchemaMismatchException(string message)
        : base(message)
    {
    }
}
