namespace Webhooks.Standalone;

/// <summary><c>migrate</c>: the run-once step before the processes of a release start.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(StandaloneSettings settings, CancellationToken cancellationToken)
    {
        var builder = StandaloneHost.CreateBuilder();
        await using var database = await LocalDatabase.OpenAsync(settings, builder.Configuration, cancellationToken);
        await DatabaseWait.ForAsync(database.ConnectionString, settings.DatabasePatience, cancellationToken);
        var first = await StandaloneHost.PrepareDatabaseAsync(database.ConnectionString, cancellationToken);
        Console.WriteLine($"The schema is up to date in {database.Description}.");
        StandaloneHost.ShowFirst(first, dashboard: null);
        return 0;
    }
}
