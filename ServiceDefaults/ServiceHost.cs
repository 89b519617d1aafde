using Microsoft.AspNetCore.Builder;

namespace Webhooks.ServiceDefaults;

/// <summary>Creates the builder of every process.</summary>
public static class ServiceHost
{
    /// <summary>
    /// The framework's builder, whose configuration is read once. Otherwise it would watch the current directory for changed settings, with
    /// all folders below it: a process that is started beside a busy database or log wakes up for each of their writes.
    /// </summary>
    /// <param name="options">Names and folders of the process.</param>
    public static WebApplicationBuilder CreateBuilder(WebApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. options.Args ?? []],
            ApplicationName = options.ApplicationName,
            ContentRootPath = options.ContentRootPath,
            EnvironmentName = options.EnvironmentName,
            WebRootPath = options.WebRootPath,
        });
    }

    /// <inheritdoc cref="CreateBuilder(WebApplicationOptions)"/>
    /// <param name="args">The command line.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args) => CreateBuilder(new WebApplicationOptions { Args = args });
}
