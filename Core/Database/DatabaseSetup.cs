using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Webhooks.Core.Database;

/// <summary>Makes a database ready for all processes: schema, day partitions, first start. The run-once step before they start.</summary>
public static class DatabaseSetup
{
    /// <param name="dataSource">The database; may be empty.</param>
    /// <param name="chosenAdminKey">The first admin key; null = one is generated. Only looked at on the first start.</param>
    /// <param name="clock">Gives today's date and creation times.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The first admin key and invitation, to be shown this once; null when this was not the first start.</returns>
    /// <exception cref="SchemaMismatchException">Database and build do not belong together.</exception>
    /// <exception cref="ArgumentException">The chosen key is too short.</exception>
    public static async Task<FirstCredentials?> PrepareAsync(
        NpgsqlDataSource dataSource, string? chosenAdminKey, TimeProvider clock, CancellationToken cancellationToken)
    {
        await SchemaMigrator.MigrateAsync(dataSource, cancellationToken);
        await new DayPartitions(dataSource, clock).EnsureAsync(cancellationToken);
        var options = new DbContextOptionsBuilder<WebhooksDbContext>().UseNpgsql(dataSource).Options;
        await using var context = new WebhooksDbContext(options);
        return await FirstStart.EnsureAsync(context, chosenAdminKey, clock, cancellationToken);
    }

    /// <inheritdoc cref="FirstStart.InviteAgainAsync"/>
    public static async Task<string?> InviteAgainAsync(NpgsqlDataSource dataSource, TimeProvider clock, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<WebhooksDbContext>().UseNpgsql(dataSource).Options;
        await using var context = new WebhooksDbContext(options);
        return await FirstStart.InviteAgainAsync(context, clock, cancellationToken);
    }
}
