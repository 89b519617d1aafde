using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Webhooks.ServiceDefaults;

/// <summary>
/// Headers of every answer for browsers: do not guess the content type, send no referrer to other sites, and, outside Development, use TLS
/// only.
/// </summary>
internal static class BrowserHeaders
{
    private const string OneYear = "max-age=31536000";

    public static void AddBrowserHeaders(this IHostApplicationBuilder builder) =>
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, OnEveryAnswer>());

    private sealed class OnEveryAnswer(IHostEnvironment environment) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(AddAsync);
            next(app);
        };

        private Task AddAsync(HttpContext context, RequestDelegate next)
        {
            // Set late, because error handling clears the headers first.
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                if (context.Request.IsHttps && !environment.IsDevelopment())
                {
                    headers.StrictTransportSecurity = OneYear;
                }

                return Task.CompletedTask;
            });
            return next(context);
        }
    }
}
