using Npgsql;
using Webhooks.Core.Database;
using Webhooks.DeliveryWorker;

namespace Webhooks.Standalone;

/// <summary>Makes a database ready for every process: what Core needs, then what the workers' host needs.</summary>
internal static class ServiceDatabase
{
    /// <inheritdoc cref="DatabaseSetup.PrepareAsync"/>
    public static async Task<FirstCredentials?> PrepareAsync(
        NpgsqlDataSource dataSource, string? chosenAdminKey, TimeProvider clock, CancellationToken cancellationToken)
    {
        var first = await DatabaseSetup.PrepareAsync(dataSource, chosenAdminKey, clock, cancellationToken);
        await WorkerServices.InstallSchemaAsync(dataSource, cancellationToken);
        return first;
    }
}
