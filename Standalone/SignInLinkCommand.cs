using Npgsql;
using Webhooks.Core.Database;

namespace Webhooks.Standalone;

/// <summary><c>sign-in-link</c>: another link like the one of the first start, when that one ran out or a password is lost.</summary>
internal static class SignInLinkCommand
{
    public static async Task<int> RunAsync(StandaloneSettings settings, CancellationToken cancellationToken)
    {
        var builder = StandaloneHost.CreateBuilder();
        await using var database = await LocalDatabase.JoinAsync(settings, builder.Configuration, cancellationToken);
        if (await StandaloneHost.PrepareDatabaseAsync(database.ConnectionString, cancellationToken) is { } first)
        {
            StandaloneHost.ShowFirst(first, DashboardOf(settings, builder.Configuration));
            return 0;
        }

        await using var dataSource = NpgsqlDataSource.Create(database.ConnectionString);
        var token = await DatabaseSetup.InviteAgainAsync(dataSource, TimeProvider.System, cancellationToken)
            ?? throw new StandaloneException("There is no tenant \"default\" in this database to invite anybody to.");
        StandaloneHost.ShowInvitation(token, DashboardOf(settings, builder.Configuration));
        return 0;
    }

    private static Uri DashboardOf(StandaloneSettings settings, IConfiguration configuration) =>
        configuration.GetValue<Uri?>("Access:DashboardAddress") ?? new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", settings.Port).Uri;
}
