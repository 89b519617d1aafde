using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Webhooks.Core.Events;

namespace Webhooks.Api.Idempotency;

/// <summary>
/// The answer of an earlier request under the same idempotency key: status, address and body are its, and a header says so.
/// </summary>
public sealed class ReplayedAnswer : IResult, IEndpointMetadataProvider
{
    private readonly KeptAnswer kept;

    internal ReplayedAnswer(KeptAnswer kept) => this.kept = kept;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = kept.Status;
        response.Headers[IdempotencyHeader.Replayed] = "true";
        if (kept.Location is not null)
        {
            response.Headers.Location = kept.Location;
        }

        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = kept.Body.Length;
        await response.Body.WriteAsync(kept.Body, httpContext.RequestAborted);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        // The first answer's results describe it.
    }
}
