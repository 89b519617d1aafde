using Npgsql;

namespace Webhooks.DeliveryWorker;

/// <summary>Why results could not be recorded.</summary>
internal static class RecordTrouble
{
    /// <summary>
    /// True when the database will not take what it was given, however often: a value it cannot store, a constraint, a bug of a statement.
    /// Anything else is the database's own (away, full, read-only, locked, out of time) and passes; then all results wait together.
    /// </summary>
    public static bool IsOfTheRow(PostgresException exception) =>
        !exception.IsTransient && exception.SqlState[..2] is
            "21" // cardinality violation
            or "22" // data exception
            or "23" // integrity constraint violation
            or "42" // syntax error, unknown or ambiguous object
            or "44" // check option violation
            or "54"; // program limit exceeded
}
