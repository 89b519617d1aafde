using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Webhooks.Api.Http;

/// <summary>Tells an id that is taken from other failures of a save.</summary>
internal static class UniqueViolation
{
    /// <summary>Whether a unique index refused the save.</summary>
    public static bool IsUniqueViolation(this DbUpdateException exception) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>Saves; false when a unique index refused it.</summary>
    public static async Task<bool> TrySaveAsync(this DbContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return false;
        }
    }
}
