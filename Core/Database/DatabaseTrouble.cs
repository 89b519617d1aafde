using Npgsql;

namespace Webhooks.Core.Database;

/// <summary>Why the database cannot do its work right now, though the request is in order.</summary>
public enum DatabaseTrouble
{
    /// <summary>Refuses connections, ended, is starting or stopping, or gives no answer.</summary>
    Away,

    /// <summary>All its connections are taken.</summary>
    TooManyConnections,

    /// <summary>Takes no changes, as after a fail-over or when its owner switched them off.</summary>
    ReadOnly,

    /// <summary>Its disk or memory is full.</summary>
    Full,

    /// <summary>Other transactions hold locks that the statement needs, or it took too long.</summary>
    Busy,

    /// <summary>A day has no partition.</summary>
    PartitionMissing,

    /// <summary>Tables, rights or files are not as this version needs them: changed by hand, or damaged.</summary>
    Damaged,
}

/// <summary>Distinguishes trouble of the database from mistakes of a request, whatever exception a library has wrapped it in.</summary>
public static class DatabaseTroubles
{
    /// <summary>The trouble behind an exception; null when the database is not the cause.</summary>
    public static DatabaseTrouble? Find(Exception exception) => exception switch
    {
        PostgresException answer => OfAnswer(answer),
        NpgsqlOperationInProgressException => null, // A bug of this service: two statements at the same time on one connection.
        NpgsqlException => DatabaseTrouble.Away,
        TimeoutException => DatabaseTrouble.Busy,
        AggregateException several => several.InnerExceptions.Select(Find).FirstOrDefault(static found => found is not null),
        // Entity Framework wraps errors it considers transient in an InvalidOperationException, and errors of a save in a
        // DbUpdateException.
        { InnerException: { } inner } => Find(inner),
        _ => null,
    };

    /// <summary>The message of the database or its client, without values of rows.</summary>
    public static string ReasonOf(Exception exception)
    {
        var found = exception;
        while (found is not PostgresException && found.InnerException is { } inner)
        {
            found = inner;
        }

        return found is PostgresException answer ? $"{answer.SqlState}: {answer.MessageText}" : found.Message;
    }

    /// <summary>Half a sentence for people, to follow "the database".</summary>
    public static string Describe(DatabaseTrouble trouble) => trouble switch
    {
        DatabaseTrouble.Away => "does not answer",
        DatabaseTrouble.TooManyConnections => "has no connection left",
        DatabaseTrouble.ReadOnly => "takes no changes (read-only)",
        DatabaseTrouble.Full => "has no room left (disk or memory)",
        DatabaseTrouble.Busy => "took too long",
        DatabaseTrouble.PartitionMissing => "has no partition for the day",
        _ => "is not as this version needs it",
    };

    private static DatabaseTrouble? OfAnswer(PostgresException answer) => answer.SqlState switch
    {
        PostgresErrorCodes.TooManyConnections => DatabaseTrouble.TooManyConnections,
        PostgresErrorCodes.ReadOnlySqlTransaction => DatabaseTrouble.ReadOnly,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.ObjectInUse => DatabaseTrouble.Busy,
        // A row that fits no partition breaks no constraint that has a name.
        PostgresErrorCodes.CheckViolation => answer.ConstraintName is null ? DatabaseTrouble.PartitionMissing : null,
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction
            or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.WrongObjectType => DatabaseTrouble.Damaged,
        // 08 connection, 28 sign-in, 3D no such database, 57P shut down or starting; 53 resources; 58 and XX the system's own errors.
        ['0', '8', ..] or ['2', '8', ..] or ['3', 'D', ..] or ['5', '7', 'P', ..] => DatabaseTrouble.Away,
        ['5', '3', ..] => DatabaseTrouble.Full,
        ['5', '8', ..] or ['X', 'X', ..] => DatabaseTrouble.Damaged,
        _ => null,
    };
}
