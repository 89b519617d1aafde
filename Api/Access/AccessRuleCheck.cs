using Microsoft.AspNetCore.Authorization;
using Webhooks.Api.Http;

namespace Webhooks.Api.Access;

/// <summary>
/// Stops the start when a route does not say who may use it: below the Api's prefixes each has an <see cref="AccessRule"/>, and
/// elsewhere each says that it is for signed-in users, or for anyone.
/// </summary>
internal sealed class AccessRuleCheck(EndpointDataSource endpoints) : IHostedLifecycleService
{
    /// <summary>The framework's own, for static files of a build that was not published.</summary>
    private const string StaticFiles = "{**path:file}";

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var open = endpoints.Endpoints.OfType<RouteEndpoint>().Where(IsWithoutRule).Select(endpoint => endpoint.DisplayName).ToList();
        return open.Count == 0
            ? Task.CompletedTask
            : throw new InvalidOperationException($"These endpoints have no access rule: {string.Join(", ", open)}.");
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsWithoutRule(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<AccessRule>() is null && endpoint.RoutePattern.RawText != StaticFiles
        && (ApiPaths.Include(endpoint)
            || (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null));
}
