using Microsoft.AspNetCore.Components.Server.Circuits;
using Radzen;
using Webhooks.Dashboard.Web.ApiAccess;
using Webhooks.Dashboard.Web.Deliveries;
using Webhooks.Dashboard.Web.Layout;
using Webhooks.Dashboard.Web.Live;
using Webhooks.Dashboard.Web.Projects;
using Webhooks.Dashboard.Web.SignIn;
using Webhooks.ServiceDefaults;

namespace Webhooks.Dashboard.Web;

/// <summary>The whole dashboard as two calls, for its own process and for a host that holds other parts too.</summary>
public static class DashboardServices
{
    /// <summary>
    /// Registers the dashboard. Needs <c>Dashboard:ApiBaseAddress</c>, or <c>Dashboard:ApiInThisHost</c> in a host that holds the Api too.
    /// </summary>
    /// <param name="builder">The host.</param>
    /// <returns>The host.</returns>
    public static WebApplicationBuilder AddDashboard(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // Without it a build that was not published serves scripts and styles in the Development environment only.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(options => options.MaximumReceiveMessageSize = PersistedLimits.LargestMessage);
        builder.Services.AddRadzenComponents();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddDashboardAuthentication();
        builder.Services.AddSingleSignOn();
        builder.Services.TryAddClock();
        builder.Services.AddScoped<CircuitConnection>();
        builder.Services.AddScoped<CircuitHandler>(services => services.GetRequiredService<CircuitConnection>());
        builder.Services.AddScoped<CircuitHandler, CircuitRights>();
        builder.Services.AddOwnOriginOnly();
        builder.AddApiClients();
        return builder;
    }

    /// <summary>Maps the pages at <c>/</c>. Call it after the middleware of the host is in place.</summary>
    /// <param name="app">The host.</param>
    /// <returns>The host.</returns>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.RefuseCircuitsWhileStopping();
        app.UseBrowserRules();
        if (!app.Environment.IsDevelopment())
        {
            // All of them, whether the proxy in front says that it has ended TLS or not.
            app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });
        }

        app.UseAntiforgery();
        app.UseRememberedProject();
        app.UsePageForUnknownAddresses();
        app.MapStaticAssets().AllowAnonymous();
        app.MapSignOut();
        app.MapSingleSignOn();
        app.MapOpenTenant();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode()
            .RequireAuthorization(DashboardAuthentication.Policy)
            .Finally(HeadRequests.Answer);
        return app;
    }

    /// <summary>
    /// A page reconnects as soon as the stopping host closes its connection, often before the port is closed. That second connection would
    /// not be closed, and would hold up the stop until the host's time-out.
    /// </summary>
    private static void RefuseCircuitsWhileStopping(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.UseWhen(
            context => stopping.IsCancellationRequested && context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal),
            refused => refused.Run(static context =>
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return Task.CompletedTask;
            }));
    }

    private static void AddApiClients(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DashboardOptions>()
            .BindConfiguration(DashboardOptions.Section)
            .Validate(
                options => options.ApiBaseAddress?.IsAbsoluteUri ?? options.ApiInThisHost,
                "Dashboard:ApiBaseAddress must be the absolute address of the Api.")
            .ValidateOnStart();
        builder.Services.AddOptions<TraceLinks>().BindConfiguration(TraceLinks.Section)
            .Validate(
                options => options.IsValid,
                "Telemetry:TraceUrl must be an http or https address such as https://traces.example.com/trace/{traceId}.")
            .ValidateOnStart();
        builder.Services.AddSingleton<ApiAddress>();
        builder.Services.AddSingleton<ApiClients>();
        builder.Services.AddSingleton<ApiKeyCheck>();
        builder.Services.AddSingleton<UserSignIn>();
        var http = builder.Services.AddHttpClient(ApiClients.HttpClientName, (services, client) =>
        {
            client.BaseAddress = services.GetRequiredService<ApiAddress>().Current;

            // Audit records and lists of sessions name the program that called.
            client.DefaultRequestHeaders.UserAgent.ParseAdd("Webhooks-Dashboard");
        });

        http.AddServiceCalls(ApiClients.ActionTimeout);

        // Four lines a second per open page would bury the rest of the log; failures are shown on the page.
        http.RemoveAllLoggers();
    }

    private static void TryAddClock(this IServiceCollection services)
    {
        if (!services.Any(service => service.ServiceType == typeof(TimeProvider)))
        {
            services.AddSingleton(TimeProvider.System);
        }
    }
}
