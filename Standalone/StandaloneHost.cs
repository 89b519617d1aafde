using System.Net;
using Npgsql;
using Webhooks.Api;
using Webhooks.Core.Database;
using Webhooks.Dashboard.Web;
using Webhooks.DeliveryWorker;
using Webhooks.ServiceDefaults;

namespace Webhooks.Standalone;

/// <summary>The composition: Api, DeliveryWorker and Dashboard.Web in one host.</summary>
internal static class StandaloneHost
{
    /// <summary>Becomes the first admin key when it is set on the first start.</summary>
    public const string AdminKeyVariable = "WEBHOOKS_ADMIN_KEY";

    /// <summary>Shorter than for a separate worker, because a person waits at the terminal. Interrupted attempts are repeated.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A builder with the configuration read, so that a caller can ask it for a connection string before anything starts.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder()
    {
        var builder = ServiceHost.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(StandaloneHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = EnvironmentOf(Environment.GetEnvironmentVariable),
        });
        return builder;
    }

    /// <summary>
    /// The environment, by either of the framework's variables. Development lets deliveries go to this machine, so where they differ the
    /// one that says something else counts.
    /// </summary>
    /// <param name="variable">A variable by its name.</param>
    internal static string EnvironmentOf(Func<string, string?> variable)
    {
        string?[] said = [variable("ASPNETCORE_ENVIRONMENT"), variable("DOTNET_ENVIRONMENT")];
        return Array.Find(
            said, static name => name is { Length: > 0 } && !name.Equals(Environments.Development, StringComparison.OrdinalIgnoreCase))
            ?? Environments.Development;
    }

    /// <summary>The whole application on 127.0.0.1, not started yet.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, string connectionString, int port)
    {
        builder.Configuration[$"ConnectionStrings:{ServiceNames.Database}"] = connectionString;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        // The dashboard in this host signs people in for their browsers, and a proxy in front is on this machine: the port is open to no
        // other.
        builder.Configuration["ForwardedHeaders:Networks:0"] ??= "127.0.0.0/8";
        builder.AddServiceDefaults();
        builder.AddApi();
        builder.AddDeliveryWorker();
        builder.Configuration["Dashboard:ApiInThisHost"] = "true";
        if (port != 0)
        {
            builder.Configuration["Access:DashboardAddress"] ??= $"http://127.0.0.1:{port}/";
        }

        builder.AddDashboard();
        builder.Services.AddSingleton<IHostLifetime, HostWithoutSignals>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapApi();
        app.MapDeliveryWorker();
        app.MapDashboard();
        return app;
    }

    /// <summary>Brings the schema up to date and, on the first start, makes the credentials for the first sign-in.</summary>
    /// <returns>The first admin key and invitation on the first start, else null.</returns>
    public static async Task<FirstCredentials?> PrepareDatabaseAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        var chosen = Environment.GetEnvironmentVariable(AdminKeyVariable) is { Length: > 0 } key ? key : null;
        try
        {
            return await ServiceDatabase.PrepareAsync(dataSource, chosen, TimeProvider.System, cancellationToken);
        }
        catch (ArgumentException exception)
        {
            throw new StandaloneException($"{AdminKeyVariable}: {exception.Message}", exception);
        }
        catch (SchemaMismatchException exception)
        {
            throw new StandaloneException(exception.Message, exception);
        }
    }

    /// <summary>
    /// Says once how to get in: a generated key in full, a chosen one without repeating it, and the link for the first person.
    /// </summary>
    /// <param name="first">The credentials of the first start; null when this was not it.</param>
    /// <param name="dashboard">Where the dashboard is; null when that is not known here.</param>
    public static void ShowFirst(FirstCredentials? first, Uri? dashboard)
    {
        if (first is null)
        {
            return;
        }

        Console.WriteLine(Environment.GetEnvironmentVariable(AdminKeyVariable) is { Length: > 0 }
            ? $"First start: the key in {AdminKeyVariable} is now the admin key."
            : $"First start: the admin key, shown this once: {first.AdminKey}");
        ShowInvitation(first.InvitationToken, dashboard);
    }

    /// <summary>Shows how to become an administrator of the first tenant.</summary>
    /// <param name="token">The invitation.</param>
    /// <param name="dashboard">Where the dashboard is; null when that is not known here.</param>
    public static void ShowInvitation(string token, Uri? dashboard)
    {
        var minutes = (int)Invitation.FirstLifetime.TotalMinutes;
        Console.WriteLine(dashboard is null
            ? $"To sign in with a password, accept this invitation once, within {minutes} minutes: {token}"
            : $"To sign in with a password, open this once, within {minutes} minutes: {dashboard}accept-invitation?first=true#{token}");
    }
}
